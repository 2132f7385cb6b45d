import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { exclusive } from '../operations/locks.ts';
import type { Kind, Running } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';

/** The kernel's id of a start: another one every time. */
export interface Began {
  bootId: string;
}

/** Longer than it takes to stop everything. */
const patienceMs = 5 * 60_000;

const bootId = () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();

export const seeStart = async (): Promise<Began> => ({ bootId: bootId() });

/** Returns once the box has started again; until then it stops it, and waits to be stopped along with it. */
export async function untilStartedAgain({ fact }: Running<object, Began>, stop: () => Promise<void>): Promise<void> {
  if (fact('bootId') !== bootId()) return;
  await stop();
  await sleep(patienceMs);
  throw new Problem('system-refused', { detail: 'The box did not stop.' });
}

/** Not the lock of the box: it may be restarted because something else hangs. What is going on goes on afterwards, as after a power cut. */
export const powerKind = (kind: Kind<object, Began>['kind']): Pick<Kind<object, Began>, 'kind' | 'version' | 'whenBusy' | 'locks'> => ({
  kind,
  version: 1,
  whenBusy: 'refuse',
  locks: () => [exclusive('power')],
});
