import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { hostFileOf } from './box.ts';
import { hashTree } from './hash-tree.ts';
import type { HostConfig } from './host-config.ts';
import { logFile, openLog } from './logs.ts';
import { endProcess } from './processes.ts';
import { requestOverSocket } from './socket-request.ts';
import { Stop } from './stop.ts';

const stateSchema = z.object({
  pid: z.number(),
  stamp: z.string(),
  processes: z.array(z.object({ name: z.string(), pid: z.number().nullable(), stamp: z.string(), restarts: z.number() })),
});
export type SupervisorState = z.infer<typeof stateSchema>;

export const supervisorSocket = (host: Pick<HostConfig, 'runDir'>) => join(host.runDir, 'supervisor.sock');
/** A new Node is a reason to start again as well. */
export const supervisorStamp = async () => `${process.version} ${await hashTree([import.meta.dirname])}`;

/** Undefined when none runs. */
export async function findSupervisor(host: Pick<HostConfig, 'runDir'>): Promise<SupervisorState | undefined> {
  const answer = await requestOverSocket(supervisorSocket(host), 'GET', '/').catch(() => undefined);
  return answer && stateSchema.parse(JSON.parse(answer.text));
}

export async function startSupervisor(host: HostConfig): Promise<void> {
  const log = await openLog(host.dataDir, 'supervisor');
  const script = join(import.meta.dirname, 'supervisor.ts');
  const child = spawn(process.execPath, [script, hostFileOf(host)], { cwd: '/', detached: true, stdio: ['ignore', log.fd, log.fd] });
  await log.close();
  child.unref();
  const deadline = performance.now() + 15_000;
  while (!(await findSupervisor(host))) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Stop('The process that keeps Percloud running did not start.', {
        remedy: 'Look at the end of its log.',
        log: logFile(host.dataDir, 'supervisor'),
      });
    await sleep(50);
  }
}

export const restartProcess = (host: Pick<HostConfig, 'runDir'>, name: string) =>
  requestOverSocket(supervisorSocket(host), 'POST', `/restart/${name}`);

export async function stopSupervisor(host: Pick<HostConfig, 'runDir'>): Promise<boolean> {
  const supervisor = await findSupervisor(host);
  if (supervisor) await endProcess(supervisor.pid, 60_000);
  return supervisor !== undefined;
}
