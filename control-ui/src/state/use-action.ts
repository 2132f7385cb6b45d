import type { Operation } from '@percloud/contract/operations';
import type { ProblemDocument } from '@percloud/contract/problems';
import { useSignal } from '@preact/signals';
import { ProblemError } from '../api.ts';
import { note } from './live.ts';
import { leave } from './session.ts';

export interface Action {
  busy: boolean;
  problem: ProblemDocument | undefined;
  /** Runs once at a time. Resolves to false when it did not work; the problem is then shown by whoever renders it. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  /** The same for work that starts an operation: it is followed from here on. */
  start(work: () => Promise<Operation>): Promise<Operation | undefined>;
  forget(): void;
}

export function useAction(): Action {
  const busy = useSignal(false);
  const problem = useSignal<ProblemDocument | undefined>(undefined);

  const run = async (work: () => Promise<unknown>) => {
    if (busy.peek()) return false;
    busy.value = true;
    problem.value = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (error.problem.code === 'not-signed-in') leave();
      problem.value = error.problem;
      return false;
    } finally {
      busy.value = false;
    }
  };
  const start = async (work: () => Promise<Operation>) => {
    let started: Operation | undefined;
    await run(async () => {
      started = await work();
      note(started);
    });
    return started;
  };
  return {
    busy: busy.value,
    problem: problem.value,
    run,
    start,
    forget: () => {
      problem.value = undefined;
    },
  };
}
