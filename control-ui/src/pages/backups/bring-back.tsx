import type { Backup } from '@percloud/contract/backups';
import { useSignal } from '@preact/signals';
import { call } from '../../api.ts';
import { when } from '../../backups/when.ts';
import { Confirm } from '../../components/confirm.tsx';
import { RadioChoice } from '../../components/radio-choice.tsx';
import { t } from '../../i18n/i18n.ts';
import { installedApps } from '../../state/live.ts';
import { useAction } from '../../state/use-action.ts';

interface BringBackProps {
  percloud: string;
  backup: Backup;
  app: Backup['apps'][number];
  name: string;
  onClose: () => void;
}

/** In place of what is now, or beside it: nothing is lost either way. */
export function BringBack({ percloud, backup, app, name, onClose }: BringBackProps) {
  const isHere = installedApps.value.some(({ id }) => id === app.id);
  const chosen = useSignal<'now' | 'beside'>(isHere ? 'now' : 'beside');
  const action = useAction();
  const bring = async () => {
    const params = { percloud, target: backup.target, backup: backup.id };
    const operation = await action.start(() => call('restoreAppFromBackup', { params, body: { app: app.id, as: chosen.value } }));
    if (operation) onClose();
  };
  return (
    <Confirm
      title={t('backups.bring.title', { name, when: when(backup.takenAt) })}
      verb={t('backups.bring.verb')}
      action={action}
      onConfirm={bring}
      onClose={onClose}
    >
      {isHere ? (
        <RadioChoice
          label={t('backups.bring.how')}
          value={chosen.value}
          choices={(['now', 'beside'] as const).map((value) => ({
            value,
            label: t(`backups.bring.${value}`),
            text: t(`backups.bring.${value}-text`),
          }))}
          onInput={(value) => {
            chosen.value = value;
          }}
        />
      ) : (
        <p>{t('backups.bring.not-here')}</p>
      )}
    </Confirm>
  );
}
