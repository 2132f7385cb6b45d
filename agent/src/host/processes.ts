import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIds } from './listeners.ts';

/** Processes started with this environment variable, whoever started them: none is forgotten when a pid file is lost or stale. */
export async function processesWith(variable: string, value?: string): Promise<number[]> {
  const isWanted = (entry: string) => (value === undefined ? entry.startsWith(`${variable}=`) : entry === `${variable}=${value}`);
  const found: number[] = [];
  for (const pid of await processIds()) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (pid !== process.pid && environment.split('\0').some(isWanted)) found.push(pid);
  }
  return found;
}

/** A zombie is dead: in a container nobody may be there to reap it. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Asks politely, waits, and insists after `patienceMs`. */
export async function endProcess(pid: number, patienceMs = 15_000): Promise<void> {
  signal(pid, 'SIGTERM');
  await untilDead(pid, patienceMs);
  signal(pid, 'SIGKILL');
  // Its files stay open until the kernel is done with it, and what they lie on can't be unmounted.
  await untilDead(pid, 5_000);
}

async function untilDead(pid: number, patienceMs: number) {
  const deadline = performance.now() + patienceMs;
  while (isAlive(pid) && performance.now() < deadline) await sleep(20);
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL') {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already: that is what was wanted.
  }
}
