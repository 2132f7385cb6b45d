import type { Backup, BackupEntry } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { Undo2 } from 'lucide-preact';
import { call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Confirm } from '../../components/confirm.tsx';
import { t } from '../../i18n/i18n.ts';
import { installedApps } from '../../state/live.ts';
import { useAction } from '../../state/use-action.ts';

interface PutBackProps {
  percloud: string;
  backup: Backup;
  app: string;
  path: string;
  entry: Pick<BackupEntry, 'name' | 'kind'>;
}

/** One file or folder, to where it was. Only into an app that is there. */
export function PutBack({ percloud, backup, app, path, entry: { name, kind } }: PutBackProps) {
  const asking = useSignal(false);
  const action = useAction();
  if (!installedApps.value.some(({ id }) => id === app)) return null;
  const put = async () => {
    const params = { percloud, target: backup.target, backup: backup.id, app };
    if (await action.start(() => call('putBackFile', { params, body: { path } }))) asking.value = false;
  };
  return (
    <>
      <button
        type="button"
        class="button"
        data-kind="plain"
        aria-label={`${t('backups.files.put-back')}: ${name}`}
        onClick={() => {
          asking.value = true;
        }}
      >
        <Undo2 size={20} strokeWidth={1.5} aria-hidden="true" />
        <span class="wide-only">{t('backups.files.put-back')}</span>
      </button>
      {asking.value && (
        <Confirm
          title={t('backups.files.put-back-title', { name })}
          verb={t('backups.files.put-back')}
          action={action}
          onConfirm={put}
          onClose={() => {
            asking.value = false;
          }}
        >
          <p>{t('backups.files.put-back-text', { when: when(backup.takenAt) })}</p>
          {kind === 'folder' && <p>{t('backups.files.put-back-folder')}</p>}
        </Confirm>
      )}
    </>
  );
}
