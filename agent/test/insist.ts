import { setTimeout as sleep } from 'node:timers/promises';

/** What somebody else is just letting go of: tried again for a while. Throws what it met last. */
export async function insist<T>(work: () => T | Promise<T>, forMs = 10_000): Promise<T> {
  for (const end = performance.now() + forMs; ; await sleep(100)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
