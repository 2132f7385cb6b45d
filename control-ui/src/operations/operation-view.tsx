import type { Operation } from '@percloud/contract/operations';
import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-preact';
import { useEffect } from 'preact/hooks';
import { call } from '../api.ts';
import { Button } from '../components/button.tsx';
import { t } from '../i18n/i18n.ts';
import { problemText } from '../i18n/problem-text.ts';
import { keepCatalog } from '../state/catalog.ts';
import { findApp, isStuck } from '../state/live.ts';
import { useAction } from '../state/use-action.ts';
import { operationName } from './operation-name.ts';
import { failureMeaning, fractionDone, isLive, operationAside, operationTitle, progressText } from './operation-text.ts';
import './operation.css';

interface OperationViewProps {
  operation: Operation;
  /** The page's heading says it already. */
  untitled?: boolean;
  /** Only what it means; the rest is a press away. */
  brief?: boolean;
}

/** An operation is the same object wherever it is seen: in the dock, in Activity, on its app's page. */
export function OperationView({ operation, untitled, brief }: OperationViewProps) {
  const action = useAction();
  const unknown = operation.subject.catalogApp !== undefined && !findApp(operation.subject.app);
  useEffect(() => (unknown ? keepCatalog() : undefined), [unknown]);
  const name = operationName(operation);
  const params = { operation: operation.id };
  return (
    <div class="operation">
      <div class="row-between">
        <p class={untitled ? 'visually-hidden' : 'operation-title'} aria-live="polite">
          <Sign operation={operation} />
          <span>{operationTitle(operation, name)}</span>
        </p>
        {isLive(operation) && operation.cancellable && operation.status !== 'undoing' && (
          <Button
            label={`${t('operation.cancel')}: ${operationTitle(operation, name)}`}
            disabled={action.busy}
            onClick={() => action.start(() => call('cancelOperation', { params }))}
          >
            {t('operation.cancel')}
          </Button>
        )}
        {isStuck(operation) && (
          <Button kind="primary" disabled={action.busy} onClick={() => action.start(() => call('retryUndo', { params }))}>
            {t('operation.clean-up')}
          </Button>
        )}
      </div>
      {isLive(operation) ? <Running operation={operation} name={name} /> : <Outcome operation={operation} name={name} brief={brief} />}
      {action.problem && <p class="field-wrong">{problemText(action.problem).title}</p>}
    </div>
  );
}

function Running({ operation, name }: { operation: Operation; name: string }) {
  const fraction = fractionDone(operation);
  return (
    <>
      <progress max={1} value={fraction} aria-label={operationTitle(operation, name)} />
      <p class="quiet small">{progressText(operation)}</p>
    </>
  );
}

function Outcome({ operation, name, brief }: { operation: Operation; name: string; brief: boolean | undefined }) {
  const aside = operationAside(operation);
  if (!operation.problem || operation.status === 'cancelled') return aside ? <p class="quiet small">{aside}</p> : null;
  const { title, remedy } = problemText(operation.problem);
  const fill = { name, version: operation.subject.version ?? '' };
  const meaning = operation.status === 'undo-failed' ? t('operation.undo-failed-meaning') : failureMeaning(operation.kind, fill);
  return (
    <p class="small">
      {meaning} {!brief && <span class="quiet">{[title, remedy, aside].filter(Boolean).join(' ')}</span>}
    </p>
  );
}

function Sign({ operation: { status } }: { operation: Operation }) {
  if (status === 'succeeded') return <CircleCheck size={20} strokeWidth={1.5} class="sign-good" aria-hidden="true" />;
  if (status === 'failed' || status === 'undo-failed')
    return <CircleAlert size={20} strokeWidth={1.5} class="sign-bad" aria-hidden="true" />;
  if (status === 'cancelled') return <CircleSlash size={20} strokeWidth={1.5} class="quiet" aria-hidden="true" />;
  return null;
}
