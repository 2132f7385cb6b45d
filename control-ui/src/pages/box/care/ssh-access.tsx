import type { SshAccess } from '@percloud/contract/box-care';
import { readSshKey } from '@percloud/contract/ssh-key';
import { useSignal } from '@preact/signals';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { Field } from '../../../components/field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { t } from '../../../i18n/i18n.ts';
import { findOperation } from '../../../state/live.ts';
import { useAction } from '../../../state/use-action.ts';
import { useFetched } from '../../../state/use-fetched.ts';

/** Off until somebody pastes a key. Asked again whenever a change of it is over. */
export function SshAccessCard() {
  const changing = useSignal<string | undefined>(undefined);
  const over = findOperation(changing.value)?.endedAt;
  const access = useFetched(() => call('getSshAccess'), [over]);
  const keys = access.value.value?.keys;
  const busy = changing.value !== undefined && !over;
  const follow = (id: string) => {
    changing.value = id;
  };
  return (
    <section class="card stack" aria-labelledby="ssh">
      <h2 id="ssh">{t('box.care.ssh.title')}</h2>
      {access.problem && <ProblemNotice problem={access.problem} />}
      {keys && keys.length > 0 && <Opened keys={keys} busy={busy} onChange={follow} />}
      {keys && keys.length === 0 && <Closed busy={busy} onChange={follow} />}
    </section>
  );
}

interface ChangeProps {
  busy: boolean;
  onChange: (operation: string) => void;
}

function Opened({ keys, busy, onChange }: ChangeProps & Pick<SshAccess, 'keys'>) {
  const action = useAction();
  const close = async () => {
    const operation = await action.start(() => call('closeSsh'));
    if (operation) onChange(operation.id);
  };
  return (
    <>
      <p>{t('box.care.ssh.on')}</p>
      <ul class="stack-tight">
        {keys.map(({ fingerprint, type, comment }) => (
          <li key={fingerprint || comment} class="ssh-key">
            <code>{fingerprint || t('box.care.ssh.unread')}</code>
            <span class="quiet small">{[type, comment].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
      <p class="quiet small">{t('box.care.ssh.how')}</p>
      <CopyText text={`ssh root@${location.hostname}`} label={t('box.care.ssh.title')} />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button disabled={busy || action.busy} onClick={close}>
          {t('box.care.ssh.close')}
        </Button>
      </p>
    </>
  );
}

function Closed({ busy, onChange }: ChangeProps) {
  const key = useSignal('');
  const action = useAction();
  const read = readSshKey(key.value);
  // A private key does not leave this page, and is told before anybody presses anything.
  const wrong = 'wrong' in read && key.value.trim() !== '' ? read.wrong : undefined;
  const open = async () => {
    if ('wrong' in read) return;
    const operation = await action.start(() => call('openSsh', { body: { key: read.line } }));
    if (operation) onChange(operation.id);
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <p class="quiet">{t('box.care.ssh.off')}</p>
      <Field
        label={t('box.care.ssh.key')}
        help={t('box.care.ssh.key-help')}
        value={key.value}
        onInput={(value) => {
          key.value = value;
        }}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        wrong={wrong && t(`box.care.ssh.wrong.${wrong}`)}
      />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <p>
        <Button type="submit" disabled={busy || action.busy || 'wrong' in read}>
          {t('box.care.ssh.verb')}
        </Button>
      </p>
    </form>
  );
}
