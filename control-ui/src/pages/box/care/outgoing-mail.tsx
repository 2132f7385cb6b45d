import type { MailAccount, OutgoingMail } from '@percloud/contract/notifications';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../../api.ts';
import { Button } from '../../../components/button.tsx';
import { Confirm } from '../../../components/confirm.tsx';
import { Field } from '../../../components/field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ago } from '../../../i18n/format.ts';
import { t } from '../../../i18n/i18n.ts';
import { fieldProblem } from '../../../i18n/problem-text.ts';
import { useAction } from '../../../state/use-action.ts';
import { useFetched } from '../../../state/use-fetched.ts';

/** From where people choose to be written to. */
const isSentHere = () => location.hash === '#mail';

/** The account by which the box writes to its people. */
export function OutgoingMailCard() {
  const mail = useFetched(() => call('getOutgoingMail'), []);
  const changing = useSignal(isSentHere());
  const known = mail.value.value;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // Whoever is sent here for it finds it at the end of a long page.
    if (known && isSentHere()) card.current?.scrollIntoView();
  }, [known]);
  const change = () => {
    changing.value = true;
  };
  const changed = async () => {
    changing.value = false;
    await mail.again();
  };
  return (
    <section class="card stack" aria-labelledby="mail" ref={card}>
      <h2 id="mail">{t('box.care.mail.title')}</h2>
      <p class="quiet">{t('box.care.mail.text')}</p>
      {mail.problem && <ProblemNotice problem={mail.problem} />}
      {known?.account && !changing.value && (
        <Kept account={known.account} lastProblem={known.lastProblem} onAnother={change} onForget={changed} />
      )}
      {known && !known.account && !changing.value && (
        <p>
          <Button onClick={change}>{t('box.care.mail.give')}</Button>
        </p>
      )}
      {known && changing.value && <AccountForm account={known.account} onDone={changed} />}
    </section>
  );
}

interface KeptProps {
  account: MailAccount;
  lastProblem: OutgoingMail['lastProblem'];
  onAnother: () => void;
  onForget: () => Promise<void>;
}

function Kept({ account: { from, host }, lastProblem, onAnother, onForget }: KeptProps) {
  const asking = useSignal(false);
  const action = useAction();
  const forget = async () => {
    if (await action.run(() => call('removeOutgoingMail'))) await onForget();
  };
  return (
    <>
      <p>{t('box.care.mail.on', { from, host })}</p>
      {lastProblem && (
        <ProblemNotice problem={lastProblem.problem} meaning={t('box.care.mail.last-problem', { when: ago(lastProblem.at) })} />
      )}
      <div class="row">
        <Button onClick={onAnother}>{t('box.care.mail.another')}</Button>
        <Button
          onClick={() => {
            asking.value = true;
          }}
        >
          {t('box.care.mail.forget')}
        </Button>
      </div>
      {asking.value && (
        <Confirm
          title={t('box.care.mail.forget-title', { from })}
          verb={t('box.care.mail.forget')}
          action={action}
          onConfirm={forget}
          onClose={() => {
            asking.value = false;
          }}
        >
          <p>{t('box.care.mail.forget-text')}</p>
        </Confirm>
      )}
    </>
  );
}

const usualPort = 465;

/** With providers whose users are named by their addresses, that address is the one it sends from. */
function AccountForm({ account, onDone }: { account: MailAccount | null; onDone: () => Promise<void> }) {
  const draft = useSignal({
    host: account?.host ?? '',
    port: String(account?.port ?? usualPort),
    user: account?.user ?? '',
    password: '',
    from: account?.from,
  });
  const action = useAction();
  const { host, port, user, password, from } = draft.value;
  const sender = from ?? (user.includes('@') ? user : '');
  const keep = async () => {
    const body = { host: host.trim(), port: Number(port), user: user.trim(), password, from: sender.trim() };
    if (await action.run(() => call('setOutgoingMail', { body }))) await onDone();
  };
  const field = (name: keyof typeof draft.value) => ({
    label: t(`box.care.mail.${name}`),
    value: name === 'from' ? sender : (draft.value[name] ?? ''),
    onInput: (value: string) => {
      draft.value = { ...draft.peek(), [name]: value };
    },
    required: true,
    wrong: fieldProblem(action.problem, name),
  });
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field
        {...field('host')}
        help={t('box.care.mail.host-help')}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        inputMode="url"
      />
      <Field {...field('port')} help={t('box.care.mail.port-help')} autocomplete="off" inputMode="numeric" />
      <Field {...field('user')} autocomplete="off" autocapitalize="none" spellcheck={false} />
      <Field {...field('password')} help={t('box.care.mail.password-help')} type="password" autocomplete="off" />
      <Field {...field('from')} type="email" autocomplete="off" />
      {action.problem && <ProblemNotice problem={action.problem} />}
      <div class="row">
        <Button type="submit" disabled={action.busy}>
          {t(action.busy ? 'box.care.mail.trying' : 'box.care.mail.save')}
        </Button>
        <Button disabled={action.busy} onClick={onDone}>
          {t('common.not-now')}
        </Button>
      </div>
    </form>
  );
}
