import { closeSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Problem } from './problem.ts';

/**
 * Two agents must never work on one installation. The kernel drops this lock with the process, however it died, so nothing stale can
 * stay behind as a pid file would. (Node has no flock; SQLite's file lock is one.)
 */
export function lockInstance(dataDir: string): { release(): void } {
  const path = `${dataDir}/agent.lock`;
  // Whoever can read it could lock it.
  closeSync(openSync(path, 'a', 0o600));
  const lock = new Database(path, { timeout: 5_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new Problem('wrong-state', { detail: `Another agent works on ${dataDir}.`, values: { hint: 'Stop it first.' }, cause });
  }
  return { release: () => lock.close() };
}
