import { readdir, rm } from 'node:fs/promises';
import { hasCode, Problem } from '../problem.ts';

/** On a disk: what was left where a repository was being made when the power went. One with a backup in it is somebody's, and stays. */
export async function removeUnfinished(directory: string) {
  if ((await namesIn(`${directory}/snapshots`)).length > 0) throw new Problem('backup-damaged');
  await rm(directory, { recursive: true, force: true });
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
