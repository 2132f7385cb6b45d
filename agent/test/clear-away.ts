import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBox, hostFileOf, runDirOf } from '../src/host/box.ts';
import { unmountBtrfsDirectory } from '../src/host/btrfs-directory.ts';
import { removeFirewall } from '../src/host/down.ts';
import { releaseDisks } from '../src/host/mounted-disks.ts';
import { endProcess, isAlive, processesWith } from '../src/host/processes.ts';
import { run } from '../src/host/run.ts';
import { stopSupervisor } from '../src/host/supervisor-client.ts';
import { insist } from './insist.ts';

/** Removes a test's installation with everything it made: processes, containers, networks, firewall rules, mount and files. */
export async function clearAway(home: string): Promise<void> {
  const dataDir = join(home, 'data');
  const box = await findBox(dataDir);
  if (box) {
    const runDir = runDirOf(box);
    await stopSupervisor({ runDir });
    for (const pid of await processesWith('PERCLOUD_HOST', hostFileOf({ runDir }))) await endProcess(pid, 0);
    await removeDockerObjects(box.boxId);
    await removeFirewall(box);
    await releaseDisks({ runDir });
    await rm(runDir, { recursive: true, force: true });
  }
  // What still reads there, a backup or a check of the disk, ends a moment after the agent.
  await insist(() => unmountBtrfsDirectory(dataDir));
  await rm(home, { recursive: true, force: true });
}

async function removeDockerObjects(boxId: string) {
  const filter = ['--quiet', '--filter', `label=org.percloud.box=${boxId}`];
  const remove = async () => {
    const containers = lines(await run('docker', ['ps', '--all', ...filter]));
    if (containers.length > 0) await run('docker', ['rm', '--force', '--volumes', ...containers]);
    const networks = lines(await run('docker', ['network', 'ls', ...filter]));
    if (networks.length > 0) await run('docker', ['network', 'rm', ...networks]);
    return containers.length + networks.length;
  };
  // What Docker was making when the agent was killed comes only now.
  for (let found = 1; found > 0; ) found = await insist(remove, 30_000);
}

const lines = (text: string) => text.split('\n').filter(Boolean);

/** By whom it is seen later that the test is over. */
export const markOwner = (home: string) => writeFile(join(home, 'owner'), `${process.pid}`);

/** What tests left behind that were killed before they could tidy up. */
export async function clearAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith('percloud-test-')) continue;
    const home = join(tmpdir(), name);
    const owner = Number.parseInt(await readFile(join(home, 'owner'), 'utf8').catch(() => ''), 10);
    if (owner > 0 && !isAlive(owner)) await clearAway(home);
  }
}
