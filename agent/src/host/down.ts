import { rm } from 'node:fs/promises';
import { hostFileOf } from './box.ts';
import { unmountBtrfsDirectory } from './btrfs-directory.ts';
import { listRunning, stopContainer } from './containers.ts';
import { dockerAnswers, stopOurDockerd } from './dockerd.ts';
import type { HostConfig } from './host-config.ts';
import { releaseDisks } from './mounted-disks.ts';
import { endProcess, processesWith } from './processes.ts';
import { CommandFailed, run } from './run.ts';
import type { Stages } from './stages.ts';
import { stopSupervisor } from './supervisor-client.ts';

/** Stops what `up` started, and only that. Data stay where they are. */
export async function down(host: HostConfig, stages: Stages): Promise<void> {
  // The agent first: it would start again what is stopped below.
  await stages.stage('Stop agent, gate and Caddy', () => stopProcesses(host));
  await stages.stage('Stop the apps', () => stopContainers(host));
  await stages.stage('Remove the firewall rules', () => removeFirewall(host));
  await stages.stage('Stop Docker', () => stopOurDockerd(host.dockerSocket));
  await stages.stage('Release disks for backups', () => releaseDisks(host));
  await rm(host.runDir, { recursive: true, force: true });
  await stages.stage(`Release ${host.dataDir}`, async () =>
    (await unmountBtrfsDirectory(host.dataDir)) ? undefined : 'not mounted by us',
  );
}

async function stopProcesses(host: HostConfig): Promise<undefined> {
  await stopSupervisor(host);
  for (const pid of await processesWith('PERCLOUD_HOST', hostFileOf(host))) await endProcess(pid);
  return undefined;
}

async function stopContainers({ dockerSocket, boxId }: HostConfig): Promise<string> {
  if (!(await dockerAnswers(dockerSocket))) return 'none';
  const ids = await listRunning(dockerSocket, boxId);
  await Promise.all(ids.map((id) => stopContainer(dockerSocket, id)));
  return `${ids.length} stopped`;
}

export async function removeFirewall(host: Pick<HostConfig, 'boxId'>): Promise<string | undefined> {
  try {
    await run('nft', ['delete', 'table', 'inet', `percloud_${host.boxId}`]);
    return undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return 'none';
    throw error;
  }
}
