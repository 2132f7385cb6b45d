import type { Target } from '@percloud/contract/backups';
import { when } from '../../backups/when.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { bytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Proof } from './proof.tsx';

/** How the backups in a place stand, in plain words. */
export function TargetState({
  target: { newest, lastProblem, operation, backups, nextAt, waitsFor, appendOnly, keepsWords },
}: {
  target: Target;
}) {
  const newestText = newest ? t('backups.newest', { when: when(newest.takenAt) }) : t('backups.none');
  return (
    <>
      <p>
        {operation === null ? (
          <StateLine tone={newest && !lastProblem ? 'good' : 'notice'}>{newestText}</StateLine>
        ) : (
          <StateLine tone="good">{`${t('backups.at-work')} · ${newestText}`}</StateLine>
        )}
      </p>
      {lastProblem && operation === null && (
        <ProblemNotice
          problem={lastProblem.problem}
          meaning={`${t('backups.did-not-work', { when: when(lastProblem.at) })} ${t('backups.still-there')}`}
        />
      )}
      {keepsWords && (
        <p>
          <StateLine tone="notice">{t('backups.keeps-words')}</StateLine>
        </p>
      )}
      <dl class="facts">
        {newest?.sizeBytes !== null && newest && (
          <>
            <dt>{t('backups.size')}</dt>
            <dd>{bytes(newest.sizeBytes)}</dd>
          </>
        )}
        <dt>{t('backups.kept')}</dt>
        <dd>
          {t('backups.kept-count', { count: backups })}
          {appendOnly && <span class="quiet small append-only">{t('backups.append-only')}</span>}
        </dd>
        <dt>{t('backups.next')}</dt>
        <dd>{waitsFor ? t(`backups.waits.${waitsFor}`) : nextAt ? when(nextAt) : t('backups.by-hand')}</dd>
        <dt>{t('backups.proof')}</dt>
        <dd>
          <Proof proof={newest?.proof ?? null} />
        </dd>
      </dl>
    </>
  );
}
