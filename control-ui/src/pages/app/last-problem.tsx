import type { App } from '@percloud/contract/apps';
import { appName } from '../../apps/app-name.ts';
import { LinkButton } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { find, t } from '../../i18n/i18n.ts';

/** Why the last change did not work, and what that means, until a later one works. */
export function LastProblem({ app }: { app: App }) {
  const last = app.lastProblem;
  if (!last) return null;
  const fill = { name: appName(app), version: last.version ?? '' };
  return (
    <ProblemNotice problem={last.problem} meaning={find(`operation.${last.kind}.meaning`, fill)}>
      <LinkButton href={`/activity/${last.operation}`}>{t('app.what-happened')}</LinkButton>
    </ProblemNotice>
  );
}
