import type { CheckName, Finding } from '@percloud/contract/health';
import type { AppId } from '../apps/layout.ts';
import type { Sources } from './sources.ts';

/** What a check found about one thing. Since when, and who is told, is added by others. */
export type Found = {
  case: string;
  severity: Finding['severity'];
  values: Finding['values'];
  /** The best first. */
  remedies: Finding['remedies'];
} & (
  | { concerns: 'percloud'; app: AppId }
  /** A whole percloud: told to its owner alone. */
  | { concerns: 'owner'; percloud: string; app: null }
  /** The box: all who use it suffer and are told, or its operator alone. It may be an app's fault. */
  | { concerns: 'everybody' | 'operator'; app: AppId | null }
);

/** Whether this check tells of the box, or of that app, already: what is told stays until it is clearly over. */
export type IsTold = (app?: string) => boolean;

interface Parts<M> {
  name: CheckName;
  /** Found for so long, it is told. */
  patienceMs?: number;
  /** Throws when it can't tell: then what was found before stays. */
  measure(sources: Sources): Promise<M> | M;
  /** A pure function. */
  decide(measured: M, isTold: IsTold): Found[];
}

export interface Check {
  name: CheckName;
  patienceMs: number;
  look(sources: Sources, isTold: IsTold): Promise<Found[]>;
}

/** A check: what it measures is known to nobody but itself. */
export const check = <M>({ name, patienceMs = 0, measure, decide }: Parts<M>): Check & Pick<Parts<M>, 'decide'> => ({
  name,
  patienceMs,
  look: async (sources, isTold) => decide(await measure(sources), isTold),
  decide,
});
