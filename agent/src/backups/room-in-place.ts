import { statfs } from 'node:fs/promises';
import { Problem } from '../problem.ts';

/** Restic before 0.17 breaks down, or waits for ever, where the last block is taken. */
const leastBytes = 64 * 1024 ** 2;
const lookEveryMs = 250;

/** Work that writes to a disk, ended with `backup-target-full` before the disk is. `directory` undefined: a server, which says so itself. */
export async function whileThereIsRoom<T>(
  directory: string | undefined,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (directory === undefined) return work(signal);
  const full = new AbortController();
  const look = async () => {
    const { bavail, bsize } = await statfs(directory);
    if (bavail * bsize < leastBytes) full.abort(new Problem('backup-target-full'));
  };
  await look();
  // A disk that was pulled out meanwhile is told by restic.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
  try {
    return await work(AbortSignal.any([signal, full.signal]));
  } finally {
    clearInterval(timer);
  }
}
