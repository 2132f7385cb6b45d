import type { BackupKey } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { Cpu, FileText, KeyRound } from 'lucide-preact';
import { call } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { useAction } from '../../state/use-action.ts';
import { useFetched } from '../../state/use-fetched.ts';

const signs = { words: FileText, 'this-box': Cpu, other: KeyRound };

/** The recovery words, this box, boxes of before: whatever opens what lies in a place. */
export function Keys({ percloud, target }: { percloud: string; target: string }) {
  const params = { percloud, target };
  const { value: keys, problem, again } = useFetched(() => call('listBackupKeys', { params }), [target]);
  const revoking = useSignal<BackupKey | undefined>(undefined);
  const action = useAction();
  const close = () => {
    revoking.value = undefined;
    action.forget();
  };
  const revoke = async ({ id }: BackupKey) => {
    if (!(await action.run(() => call('revokeBackupKey', { params: { ...params, key: id } })))) return;
    close();
    await again();
  };
  return (
    <section class="card stack" aria-labelledby="keys">
      <h2 id="keys">{t('backups.keys.title')}</h2>
      <p class="quiet">{t('backups.keys.text')}</p>
      {problem && <ProblemNotice problem={problem} />}
      {!keys.value && !problem && (
        <p class="quiet" role="status">
          {t('backups.files.reading')}
        </p>
      )}
      {keys.value && (
        <ul class="backup-rows">
          {keys.value.map((key) => (
            <Key
              key={key.id}
              of={key}
              newWords={`/backups/${target}/words`}
              onRevoke={() => {
                revoking.value = key;
              }}
            />
          ))}
        </ul>
      )}
      {revoking.value && (
        <Confirm
          title={t('backups.keys.revoke-title', { name: revoking.value.madeOn })}
          verb={t('backups.keys.revoke')}
          danger
          action={action}
          onConfirm={() => revoking.value && revoke(revoking.value)}
          onClose={close}
        >
          <p>{t('backups.keys.revoke-text')}</p>
        </Confirm>
      )}
    </section>
  );
}

function Key({ of: { of, madeOn, madeAt }, newWords, onRevoke }: { of: BackupKey; newWords: string; onRevoke: () => void }) {
  const Sign = signs[of];
  const name = of === 'other' ? t('backups.keys.other', { name: madeOn }) : t(`backups.keys.${of}`);
  return (
    <li>
      <Sign size={20} strokeWidth={1.5} aria-hidden="true" />
      <span class="grow">
        {name}
        <br />
        <span class="quiet small">{t('backups.keys.since', { when: moment(madeAt) })}</span>
        {of === 'words' && (
          <a class="new-words" href={newWords}>
            {t('backups.keys.new-words')}
          </a>
        )}
      </span>
      {of === 'other' && (
        <Button label={`${t('backups.keys.revoke')}: ${madeOn}`} onClick={onRevoke}>
          {t('backups.keys.revoke')}
        </Button>
      )}
    </li>
  );
}
