import Docker from 'dockerode';
import type { HostConfig } from '../../src/host/host-config.ts';

/** Since when each container of an installation runs, by name: one that was restarted says so. */
export async function startTimes({ dockerSocket, boxId }: HostConfig): Promise<Record<string, string>> {
  const docker = new Docker({ socketPath: dockerSocket });
  const found = await docker.listContainers({ all: true, filters: JSON.stringify({ label: [`org.percloud.box=${boxId}`] }) });
  const looks = await Promise.all(found.map(({ Id }) => docker.getContainer(Id).inspect()));
  return Object.fromEntries(looks.map(({ Name, State }) => [Name, State.Running ? State.StartedAt : State.Status]));
}
