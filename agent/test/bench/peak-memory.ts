import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const exec = promisify(execFile);
/** The kernel remembers the most each process ever had: looking more often only takes from what is measured. */
const lookEveryMs = 500;

/** The most memory any process of this name had at once while the work went on, in megabytes. */
export async function peakMemoryOf(name: string, work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = async () => {
    const { stdout } = await exec('pgrep', ['--exact', name]).catch(() => ({ stdout: '' }));
    for (const pid of stdout.split('\n').filter(Boolean)) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      peak = Math.max(peak, (Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024) / 1e6);
    }
  };
  const over = new AbortController();
  const looking = (async () => {
    while (await sleep(lookEveryMs, true, { signal: over.signal }).catch(() => false)) await look();
  })();
  try {
    await work();
  } finally {
    over.abort();
    await looking;
  }
  return peak;
}
