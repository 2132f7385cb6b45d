import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '@percloud/contract/operations';
import type { Logger } from 'pino';
import { asProblem, causes, Problem } from '../problem.ts';
import { faultPoint } from './faults.ts';
import type { Journal } from './journal.ts';
import type { JournalStep, OperationRow } from './operation.entity.ts';
import type { Kind, Running, Step } from './operation-kind.ts';

/** Inputs and facts come back from the journal as JSON that this very kind and version wrote. */
export type AnyKind = Kind<Record<string, unknown>, Record<string, unknown>>;
type AnyStep = Step<Record<string, unknown>, Record<string, unknown>>;

export interface Run {
  row: OperationRow;
  kind: AnyKind;
  abort: AbortController;
  journal: Journal;
  log: Logger;
  /** After every journal entry and on progress. */
  changed(progress: Progress | null): void;
}

const maxResumes = 5;
const attemptsAfterCommit = 5;
const attemptsToUndo = 3;
const now = () => new Date().toISOString();

/** Takes an operation from wherever its journal says it is to one of its ends. Never throws for what a step does. */
export async function runOperation(run: Run): Promise<void> {
  const { row, kind, journal } = run;
  if (row.status !== 'undoing') {
    row.status = 'running';
    row.startedAt ??= now();
    row.problem = null;
    const problem = mayGoOn(run) ?? (await goForward(run));
    if (!problem) return;
    run.log.warn({ operation: row.id, kind: row.kind, causes: causes(problem) }, 'operation goes back');
    row.problem = problem.toDocument();
    row.status = 'undoing';
  }
  const undone = await goBack(run);
  const status = !undone ? 'undo-failed' : row.problem?.code === 'cancelled' ? 'cancelled' : 'failed';
  const end = { status, endedAt: now() } as const;
  // Written first: an end that could not be journalled is tried again from `undoing`, not begun anew.
  await journal.save({ ...row, ...end });
  Object.assign(row, end);
  run.log.info({ operation: row.id, kind: kind.kind, status: row.status }, 'operation ended');
  run.changed(null);
}

/** A version of the steps that this agent does not know, or a step that takes the agent down again and again, is undone. */
function mayGoOn({ row, kind, abort }: Run): Problem | undefined {
  if (row.committed) return undefined;
  if (row.version !== kind.version) return new Problem('internal', { detail: 'The box was updated in the middle of it.' });
  if (row.resumes > maxResumes) return new Problem('internal', { detail: 'It was interrupted again and again.' });
  if (abort.signal.aborted) return new Problem('cancelled');
  return undefined;
}

async function goForward(run: Run): Promise<Problem | undefined> {
  const { row, kind, journal } = run;
  for (const step of kind.steps) {
    const entry = findEntry(row, step);
    if (!entry || entry.status === 'done') continue;
    if (run.abort.signal.aborted && !row.committed) return new Problem('cancelled');
    entry.status = 'running';
    entry.startedAt ??= now();
    // Together with the entry that the step before is done: one write to the disk between two steps.
    await journal.save(row);
    run.changed(null);
    const problem = row.committed ? await insist(run, step) : await attempt(run, step);
    entry.endedAt = now();
    if (!problem) entry.status = 'done';
    else {
      entry.status = 'failed';
      if (!row.committed) return run.abort.signal.aborted ? new Problem('cancelled', { cause: problem }) : problem;
      // What is left after the commit is tidying: the agent does it again at its next start.
      row.problem ??= problem.toDocument();
    }
  }
  row.status = 'succeeded';
  row.endedAt = now();
  await journal.save(row);
  run.log.info({ operation: row.id, kind: row.kind, status: row.status }, 'operation ended');
  run.changed(null);
  return undefined;
}

async function attempt(run: Run, step: AnyStep): Promise<Problem | undefined> {
  const { row, journal } = run;
  try {
    faultPoint(row.kind, step.name, 'before');
    await step.run?.(running(run));
    if (step.find) Object.assign(row.facts, await step.find(running(run)));
    if (step.commit) {
      const statements = step.commit(running(run));
      row.committed = true;
      journal.saveWith(row, statements);
    }
    faultPoint(row.kind, step.name, 'after');
    return undefined;
  } catch (error) {
    if (step.commit && row.committed) {
      const written = await journal.find(row.id);
      row.committed = written?.committed ?? false;
      if (row.committed) return undefined;
    }
    run.log.error({ operation: row.id, step: step.name, causes: causes(error) }, 'step failed');
    return asProblem(error);
  }
}

/** After the commit there is no way back: try, and try again. */
async function insist(run: Run, step: AnyStep): Promise<Problem | undefined> {
  for (let tries = 1; ; tries += 1) {
    const problem = await attempt(run, step);
    if (!problem || tries === attemptsAfterCommit) return problem;
    await sleep(200 * 2 ** tries);
  }
}

/** In reverse: every step that ran or may have run. True when all of it could be undone. */
async function goBack(run: Run): Promise<boolean> {
  const { row, kind, journal } = run;
  for (const step of kind.steps.toReversed()) {
    const entry = findEntry(row, step);
    if (!entry || entry.status === 'pending' || entry.status === 'undone') continue;
    entry.status = 'undoing';
    await journal.save(row);
    run.changed(null);
    const problem = await insistUndo(run, step);
    entry.status = problem ? 'undo-failed' : 'undone';
    entry.endedAt = now();
    // Going further back over something that is still there could hurt data: stop here.
    if (problem) return false;
  }
  // A step that this version no longer knows may have left something.
  return row.steps.every(({ status }) => status === 'pending' || status === 'undone');
}

async function insistUndo(run: Run, step: AnyStep): Promise<Problem | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      faultPoint(run.row.kind, step.name, 'undo-before');
      await step.undo?.(running(run));
      faultPoint(run.row.kind, step.name, 'undo-after');
      return undefined;
    } catch (error) {
      run.log.error({ operation: run.row.id, step: step.name, causes: causes(error) }, 'undo failed');
      if (tries === attemptsToUndo) return asProblem(error);
      await sleep(300 * 2 ** tries);
    }
  }
}

const running = (run: Run): Running<Record<string, unknown>, Record<string, unknown>> => ({
  id: run.row.id,
  input: run.row.input,
  facts: run.row.facts,
  signal: run.abort.signal,
  progress: (progress) => run.changed(progress),
  fact: (name) => {
    const value = run.row.facts[name];
    if (value === undefined) throw new Error(`step asks for the fact “${name}” that no step before it found`);
    return value;
  },
});

/** By name: another version of the agent may have had other steps before and after it. */
const findEntry = (row: OperationRow, step: AnyStep): JournalStep | undefined => row.steps.find(({ name }) => name === step.name);
