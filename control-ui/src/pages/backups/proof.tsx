import type { Backup } from '@percloud/contract/backups';
import { when } from '../../backups/when.ts';
import { StateLine } from '../../components/state-line.tsx';
import { t } from '../../i18n/i18n.ts';
import { problemText } from '../../i18n/problem-text.ts';

/** Whether somebody has seen that everything opens from a backup, not only that it lies there. */
export function Proof({ proof }: Pick<Backup, 'proof'>) {
  if (!proof) return <span class="quiet">{t('backups.not-proven')}</span>;
  if (!proof.problem) return <StateLine tone="good">{t('backups.proven', { when: when(proof.at) })}</StateLine>;
  const what = problemText(proof.problem).title;
  return <StateLine tone="bad">{t('backups.proof-failed', { when: when(proof.at), what })}</StateLine>;
}
