import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../problem.ts';

/**
 * The tests' hand inside the runner: PERCLOUD_FAULTS names a file with faults asked for; each is used up by happening, unless it is to
 * happen always. Without the variable nothing is ever read.
 */
export const faultSchema = z.strictObject({
  kind: z.string(),
  step: z.string(),
  when: z.enum(['before', 'after', 'undo-before', 'undo-after']),
  action: z.enum(['fail', 'kill']),
  always: z.boolean().default(false),
});
export type Fault = z.input<typeof faultSchema>;

export function faultPoint(kind: string, step: string, when: Fault['when']) {
  const path = process.env.PERCLOUD_FAULTS;
  if (!path) return;
  const faults = wanted(path);
  const fault = faults.find((one) => one.kind === kind && one.step === step && one.when === when);
  if (!fault) return;
  if (!fault.always) writeFileSync(path, JSON.stringify(faults.filter((one) => one !== fault)));
  if (fault.action === 'kill') process.kill(process.pid, 'SIGKILL');
  throw new Problem('internal', { detail: `A fault was asked for ${when} “${step}”.` });
}

function wanted(path: string) {
  try {
    return z.array(faultSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}
