import type { Operation } from '@percloud/contract/operations';
import { Circle, CircleAlert, CircleCheck, LoaderCircle, Undo2 } from 'lucide-preact';
import { seconds } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { stepText } from './operation-text.ts';

type Step = Operation['steps'][number];
type Told = Step['status'] | 'not-reached';
const signs = {
  pending: Circle,
  'not-reached': Circle,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  undoing: Undo2,
  undone: Undo2,
  'undo-failed': CircleAlert,
} as const satisfies Record<Told, unknown>;

/** Everything an operation does, did and took back. */
export const StepList = ({ operation }: { operation: Operation }) => (
  <ol class="steps">
    {operation.steps.map((step, index) => {
      const told = whatToTell(operation, index);
      const Sign = signs[told];
      return (
        <li key={step.name}>
          <Sign size={20} strokeWidth={1.5} class="quiet" aria-hidden="true" />
          <span>{stepText(step.name)}</span>
          <span class="quiet small">
            {t(`step-status.${told}`)}
            {told === 'done' && step.startedAt && step.endedAt && ` · ${seconds(Date.parse(step.endedAt) - Date.parse(step.startedAt))}`}
          </span>
        </li>
      );
    })}
  </ol>
);

/** Where it failed is undone as well as what came before: the last step that was reached is the one that did not work. */
function whatToTell({ status, steps, endedAt }: Operation, index: number): Told {
  const own = steps[index]?.status ?? 'pending';
  if (endedAt === null) return own;
  if (own === 'pending') return 'not-reached';
  const last = steps.findLastIndex((step) => step.status !== 'pending');
  return status === 'failed' && own === 'undone' && index === last ? 'failed' : own;
}
