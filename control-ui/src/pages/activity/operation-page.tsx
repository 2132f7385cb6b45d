import type { Operation } from '@percloud/contract/operations';
import { useEffect } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import { call } from '../../api.ts';
import { LinkButton } from '../../components/button.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { moment } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { problemDetail } from '../../i18n/problem-text.ts';
import { operationName } from '../../operations/operation-name.ts';
import { operationTitle } from '../../operations/operation-text.ts';
import { OperationView } from '../../operations/operation-view.tsx';
import { StepList } from '../../operations/step-list.tsx';
import { findApp, findOperation } from '../../state/live.ts';
import { useAction } from '../../state/use-action.ts';

export function OperationPage() {
  const { params } = useRoute();
  const id = params.operation ?? '';
  const operation = findOperation(id);
  const action = useAction();
  // The events tell the newest ones only.
  useEffect(() => {
    if (!operation) void action.start(() => call('getOperation', { params: { operation: id } }));
  }, [id]);
  if (operation) return <Found operation={operation} />;
  return action.problem ? (
    <div class="stack-wide">
      <PageHead title={t('not-found.title')} />
      <ProblemNotice problem={action.problem}>
        <LinkButton href="/activity">{t('activity.title')}</LinkButton>
      </ProblemNotice>
    </div>
  ) : null;
}

function Found({ operation }: { operation: Operation }) {
  const app = findApp(operation.subject.app);
  const { problem } = operation;
  return (
    <div class="stack-wide">
      <PageHead title={operationTitle(operation, operationName(operation))}>
        <p class="quiet">
          {moment(operation.createdAt)} · <bdi>{operation.startedBy.name}</bdi>
        </p>
      </PageHead>
      <OperationView operation={operation} untitled />
      <section class="stack" aria-labelledby="steps">
        <h2 id="steps">{t('activity.steps')}</h2>
        <StepList operation={operation} />
      </section>
      {problem && (
        <details>
          <summary>{t('common.details')}</summary>
          <p class="small">
            <code>{problem.code}</code>
            {problemDetail(problem) && ` · ${problemDetail(problem)}`}
          </p>
          <p class="small">
            <code>{operation.id}</code>
          </p>
        </details>
      )}
      {app && !app.inBinSince && !app.deletedAt && (
        <p>
          <LinkButton href={`/apps/${app.id}`}>{t('activity.go-to-app')}</LinkButton>
        </p>
      )}
    </div>
  );
}
