import { readFile } from 'node:fs/promises';
import { type HostConfig, paths } from './host-config.ts';
import { run } from './run.ts';

/** Disks for backups that an agent which was killed has left mounted. Whoever still reads there goes on until they are done. */
export async function releaseDisks(host: Pick<HostConfig, 'runDir'>): Promise<string> {
  const below = `${paths({ ...host, dataDir: '' }).disks}/`;
  // proc_pid_mountinfo(5): the mount point is the fifth field.
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').flatMap((line) => line.split(' ')[4] ?? []);
  const ours = mounts.filter((mount) => mount.startsWith(below));
  for (const mount of ours) await run('umount', ['--lazy', mount]);
  return ours.length === 0 ? 'none' : `${ours.length} released`;
}
