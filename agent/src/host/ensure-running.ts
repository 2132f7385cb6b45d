import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HostConfig } from './host-config.ts';
import { services } from './services.ts';
import { Stop } from './stop.ts';
import {
  findSupervisor,
  restartProcess,
  type SupervisorState,
  startSupervisor,
  stopSupervisor,
  supervisorStamp,
} from './supervisor-client.ts';

const patienceMs = 30_000;

/** Starts what does not run and restarts what would now run differently. */
export async function ensureRunning(host: HostConfig): Promise<string | undefined> {
  const supervisor = await findSupervisor(host);
  if (supervisor?.stamp !== (await supervisorStamp())) {
    if (supervisor) await stopSupervisor(host);
    await startSupervisor(host);
    return undefined;
  }
  const changed = outdated(host, supervisor);
  for (const name of changed) await restartProcess(host, name);
  await untilCurrent(host);
  return changed.length === 0 ? 'running' : `${changed.join(', ')} restarted`;
}

const outdated = (host: HostConfig, { processes }: SupervisorState) =>
  services(host).flatMap(({ name, stamp }) => (processes.find((one) => one.name === name)?.stamp === stamp() ? [] : [name]));

/** The old process answers until it is gone: whoever asks too early would take it for the new one. */
async function untilCurrent(host: HostConfig) {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const supervisor = await findSupervisor(host);
    if (supervisor && outdated(host, supervisor).length === 0) return;
    if (performance.now() > deadline)
      throw new Stop('What is running could not be restarted.', {
        remedy: 'Look at the end of supervisor.log.',
        log: join(host.dataDir, 'log'),
      });
    await sleep(50);
  }
}
