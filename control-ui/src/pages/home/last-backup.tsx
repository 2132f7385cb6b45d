import { DatabaseBackup } from 'lucide-preact';
import { newestOf, useTargets } from '../../backups/targets.ts';
import { when } from '../../backups/when.ts';
import { t } from '../../i18n/i18n.ts';

/** One line: when the last backup was made, or the invitation to make one. */
export function LastBackup() {
  const targets = useTargets().value.value;
  if (!targets) return null;
  const newest = newestOf(targets);
  const text = newest
    ? t('home.last-backup', { when: when(newest.takenAt) })
    : t(targets.length === 0 ? 'home.no-backup' : 'home.backup-waits');
  return (
    <p>
      <a class="home-line" href="/backups">
        <DatabaseBackup size={20} strokeWidth={1.5} aria-hidden="true" />
        {text}
      </a>
    </p>
  );
}
