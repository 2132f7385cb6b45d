import { lstat, rm } from 'node:fs/promises';
import { type Manifest, volumesKeptForOthers } from '@percloud/contract/manifest';
import { run } from '../host/run.ts';
import { volumeDir } from './layout.ts';

/**
 * What an app keeps for others is theirs, and goes on with it to a generation of an earlier day: there it takes the place of what was kept
 * then. Both are directories of generations that nothing runs on.
 * @param manifest of the release that `from` is made of: it says what is kept for others now
 * @returns whether there was anything
 */
export async function takeAlong(from: string, to: string, manifest: Manifest): Promise<boolean> {
  let any = false;
  for (const volume of volumesKeptForOthers(manifest)) {
    if (!(await isDirectory(volumeDir(from, volume)))) continue;
    await rm(volumeDir(to, volume), { recursive: true, force: true });
    await run('cp', ['--archive', '--reflink=auto', '--no-target-directory', '--', volumeDir(from, volume), volumeDir(to, volume)]);
    any = true;
  }
  return any;
}

const isDirectory = (path: string) =>
  lstat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
