import type { Mirrors } from '../../app-catalog/src/apt-sources.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { ensureDebianRoot, epochOf } from './debian-root.ts';
import { readImage, readPackages, workDirectory } from './image.ts';

/** Runs a program of the tools' Debian. It sees the work directory as `/work`. */
export type Tool = (program: string, args: readonly string[], options?: { input?: string }) => Promise<string>;

export async function ensureTools(mirrors: Mirrors): Promise<Tool> {
  return toolsIn(await ensureDebianRoot({ name: 'tools', packages: readPackages('tools'), mirrors }));
}

/** The programs of a Debian made for tools. */
export function toolsIn(root: string): Tool {
  const inside = 'mkdir -p "$0/work" && mount --bind "$1" "$0/work" && mount -t proc proc "$0/proc" && shift && exec chroot "$0" "$@"';
  return (program, args, { input } = {}) =>
    runCommand('unshare', ['--mount', '--propagation=private', 'sh', '-euc', inside, root, workDirectory, program, ...args], {
      env: { SOURCE_DATE_EPOCH: epochOf(readImage().sourceDate), PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      input,
    });
}

/** A path below the work directory as the tools see it. */
export const inTools = (path: string) => path.replace(workDirectory, '/work');
