import type { Operation } from '@percloud/contract/operations';
import { Circle, CircleAlert, CircleCheck, LoaderCircle, Undo2 } from 'lucide-preact';
import { t } from '../i18n/i18n.ts';
import { stepText } from './operation-text.ts';

type StepStatus = Operation['steps'][number]['status'];
const signs = {
  pending: Circle,
  running: LoaderCircle,
  done: CircleCheck,
  failed: CircleAlert,
  undoing: Undo2,
  undone: Undo2,
  'undo-failed': CircleAlert,
} as const satisfies Record<StepStatus, unknown>;

/** Everything an operation does, did and took back. */
export const StepList = ({ steps }: { steps: Operation['steps'] }) => (
  <ol class="steps">
    {steps.map(({ name, status, startedAt, endedAt }) => {
      const Sign = signs[status];
      return (
        <li key={name}>
          <Sign size={20} strokeWidth={1.5} class="quiet" aria-hidden="true" />
          <span>{stepText(name)}</span>
          <span class="quiet small">
            {t(`step-status.${status}`)}
            {status === 'done' && startedAt && endedAt && ` · ${seconds(startedAt, endedAt)}`}
          </span>
        </li>
      );
    })}
  </ol>
);

const seconds = (from: string, to: string) => t('time.seconds', { count: Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10 });
