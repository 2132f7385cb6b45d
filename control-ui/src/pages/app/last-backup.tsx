import { newestOf, useTargets } from '../../backups/targets.ts';
import { when } from '../../backups/when.ts';
import { t } from '../../i18n/i18n.ts';

/** Farther back than what is kept here, and also when this box is gone. */
export function LastBackup({ app }: { app: string }) {
  const targets = useTargets().value.value;
  if (!targets) return null;
  const newest = newestOf(targets, app);
  return (
    <p class="small">
      {newest ? t('history.backup', { when: when(newest.takenAt) }) : t('history.no-backup')} ·{' '}
      <a href={newest ? `/backups/${newest.target}/${newest.id}` : '/backups'}>{t('history.backup-link')}</a>
    </p>
  );
}
