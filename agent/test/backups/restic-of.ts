import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMirrors, renderSourcesList } from '../../../app-catalog/src/apt-sources.ts';
import { runCommand } from '../../../app-catalog/src/run-command.ts';

/** The restic of a release of Debian, whichever this machine has. `path`: a directory with nothing else in it. */
export async function resticOf(suite: 'bookworm' | 'trixie'): Promise<{ path: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'percloud-restic-'));
  const remove = () => rm(home, { recursive: true, force: true });
  try {
    await writeFile(join(home, 'sources.list'), renderSourcesList(suite, findMirrors()));
    await runCommand('mmdebstrap', ['--variant=extract', '--include=restic', suite, join(home, 'debian'), join(home, 'sources.list')]);
    const path = join(home, 'bin');
    await mkdir(path);
    await rename(join(home, 'debian/usr/bin/restic'), join(path, 'restic'));
    return { path, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
