import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { resetWaySchema } from '@percloud/contract/people';
import { timeSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { flushDirectorySync } from '../flush-directory.ts';
import { hashSecret } from '../gate/hash-secret.ts';
import { hasCode } from '../problem.ts';
import { removeForGood } from '../remove-for-good.ts';
import { normalize } from './claim-code.ts';

const keptSchema = z.object({ hash: z.string(), way: resetWaySchema, endsAt: timeSchema });
/** What the box keeps of a reset code: enough to know it again. */
export type KeptCode = z.infer<typeof keptSchema>;

export const hashOfCode = (typed: string) => hashSecret(normalize(typed));

/** Survives a restart of the agent, and of the box: who asked by a file on its card comes back with the code later. */
export function keepResetCode(path: string, code: KeptCode) {
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(code)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** One that is over, or that nobody can read, is none. */
export function findResetCode(path: string, now: Date): KeptCode | undefined {
  const kept = keptSchema.safeParse(parsed(path));
  return kept.success && new Date(kept.data.endsAt) > now ? kept.data : undefined;
}

export const forgetResetCode = removeForGood;

/** Put aside, not removed: on a full disk it could not be written once more. */
const aside = (path: string) => `${path}.spent`;

/** It is good for nothing any more, also after a power cut; if what it was spent on fails, it is good again. */
export function whileSpent(path: string, work: () => void) {
  try {
    renameSync(path, aside(path));
    flushDirectorySync(dirname(path));
    work();
  } catch (error) {
    if (existsSync(aside(path))) renameSync(aside(path), path);
    throw error;
  }
  rmSync(aside(path), { force: true });
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
