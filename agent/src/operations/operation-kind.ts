import type { OperationKind, Progress } from '@percloud/contract/operations';
import type { ProblemCode } from '@percloud/contract/problems';
import type { Statement } from '../database/atomically.ts';
import type { Lock } from './locks.ts';

/** What a step sees of its operation. `I` is the input it was enqueued with, `F` the facts that steps journal for later ones. */
export interface Running<I, F> {
  readonly id: string;
  readonly input: I;
  /** Facts of the steps done so far. */
  readonly facts: Partial<F>;
  /** Aborted when somebody cancels. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
  /** A fact that an earlier step has journalled; its absence is a mistake of the story. */
  fact<K extends keyof F>(name: K): F[K];
}

export interface Step<I, F> {
  /** Stable: it stands in journals, and the panel translates it. */
  name: string;
  /** Ensures: after a power cut it runs again from its beginning. */
  run?(operation: Running<I, F>): Promise<unknown>;
  /** Like `run`; what it returns is journalled into the facts. */
  find?(operation: Running<I, F>): Promise<Partial<F>>;
  /** Ensures as well. Removes only what this operation made; must not need that the step had finished. */
  undo?(operation: Running<I, F>): Promise<unknown>;
  /** The point of no return: these statements and the journal entry are one transaction. */
  commit?(operation: Running<I, F>): Statement[];
}

/** A kind of operation: a story of steps. */
export interface Kind<I, F> {
  kind: OperationKind;
  version: number;
  /** When another operation holds a lock: refuse at once, or wait for it. */
  whenBusy: 'refuse' | 'wait';
  /** What others are told whom it keeps out; by itself `busy`. */
  keepsOutBy?: ProblemCode;
  /** Fetches, copies or starts much: only a few of these run at once, whatever they work on; the others wait their turn. */
  heavy?: boolean;
  locks(input: I): Lock[];
  steps: readonly Step<I, F>[];
}

export const step = <I, F>(name: string, run: NonNullable<Step<I, F>['run']>, undo?: NonNullable<Step<I, F>['undo']>): Step<I, F> => ({
  name,
  run,
  undo,
});

export const discover = <I, F>(
  name: string,
  find: NonNullable<Step<I, F>['find']>,
  undo?: NonNullable<Step<I, F>['undo']>,
): Step<I, F> => ({
  name,
  find,
  undo,
});

export const commit = <I, F>(name: string, statements: NonNullable<Step<I, F>['commit']>): Step<I, F> => ({ name, commit: statements });
