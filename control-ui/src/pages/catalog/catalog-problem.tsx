import { ProblemError } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { StateLine } from '../../components/state-line.tsx';
import { ago } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { catalogProblem, fetchCatalog } from '../../state/catalog.ts';
import { catalogState } from '../../state/live.ts';

/** The catalog could not be fetched from the box, or the box couldn't reach it lately. */
export function CatalogProblem() {
  const problem = catalogProblem.value;
  const state = catalogState.value;
  if (problem instanceof ProblemError)
    return (
      <ProblemNotice problem={problem.problem}>
        <Button onClick={fetchCatalog}>{t('common.try-again')}</Button>
      </ProblemNotice>
    );
  if (!state?.problem) return null;
  return (
    <StateLine tone="notice">{state.reachedAt ? t('catalog.old', { when: ago(state.reachedAt) }) : t('catalog.never-reached')}</StateLine>
  );
}
