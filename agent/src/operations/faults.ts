import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../problem.ts';

/**
 * The tests' hand inside the runner: PERCLOUD_FAULTS names a file that asks for one fault at one step, which is used up by happening.
 * Without the variable nothing is ever read.
 */
const faultSchema = z.strictObject({
  kind: z.string(),
  step: z.string(),
  when: z.enum(['before', 'after', 'undo-before', 'undo-after']),
  action: z.enum(['fail', 'kill']),
});
export type Fault = z.infer<typeof faultSchema>;

export function faultPoint(kind: string, step: string, when: Fault['when']) {
  const path = process.env.PERCLOUD_FAULTS;
  if (!path) return;
  const fault = wanted(path).find((one) => one.kind === kind && one.step === step && one.when === when);
  if (!fault) return;
  if (fault.action === 'kill') {
    rmSync(path);
    process.kill(process.pid, 'SIGKILL');
  }
  throw new Problem('internal', { detail: `A fault was asked for ${when} “${step}”.` });
}

function wanted(path: string): Fault[] {
  try {
    return z.array(faultSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
