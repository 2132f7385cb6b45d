import type { ProblemDocument } from '@percloud/contract/problems';
import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect } from 'preact/hooks';
import { ProblemError } from '../api.ts';

export interface Fetched<T> {
  value: Signal<T | undefined>;
  problem: ProblemDocument | undefined;
  again(): Promise<void>;
}

/** What a page fetches for itself; again whenever one of `causes` changes. What is shown stays until the new is there. */
export function useFetched<T>(fetchIt: () => Promise<T>, causes: readonly unknown[]): Fetched<T> {
  const value = useSignal<T | undefined>(undefined);
  const problem = useSignal<ProblemDocument | undefined>(undefined);
  const again = useCallback(async () => {
    try {
      value.value = await fetchIt();
      problem.value = undefined;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error.problem;
    }
  }, causes);
  useEffect(() => void again(), [again]);
  return { value, problem: problem.value, again };
}
