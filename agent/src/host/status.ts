import { readFile } from 'node:fs/promises';
import { api } from '@percloud/contract/api';
import { z } from 'zod';
import { findBox, hostFileOf, runDirOf } from './box.ts';
import { dockerAnswers } from './dockerd.ts';
import { type HostConfig, hostConfigSchema, originOf, paths } from './host-config.ts';
import { requestOverSocket } from './socket-request.ts';
import { findSupervisor } from './supervisor-client.ts';

export interface Status {
  dataDir: string;
  /** Null: `percloud up` was never run here, or the data are not mounted. */
  boxId: string | null;
  running: boolean;
  panel: string | null;
  version: string | null;
  claimed: boolean | null;
  docker: boolean;
  processes: { name: string; pid: number | null; restarts: number }[];
}

export async function readStatus(dataDir: string): Promise<Status> {
  const box = await findBox(dataDir);
  const host = box && (await findHost(runDirOf(box)));
  const supervisor = host && (await findSupervisor(host));
  const greeting = host && (await findGreeting(host));
  return {
    dataDir,
    boxId: box?.boxId ?? null,
    running: greeting !== undefined,
    panel: host ? originOf(host.hostname, host) : null,
    version: greeting?.version ?? null,
    claimed: greeting?.claimed ?? null,
    docker: await dockerAnswers(host?.dockerSocket ?? '/var/run/docker.sock'),
    processes: (supervisor?.processes ?? []).map(({ name, pid, restarts }) => ({ name, pid, restarts })),
  };
}

/** The installation whose data lie in `dataDir`; undefined while it is not up. */
export async function findInstallation(dataDir: string): Promise<HostConfig | undefined> {
  const box = await findBox(dataDir);
  return box && findHost(runDirOf(box));
}

async function findHost(runDir: string): Promise<HostConfig | undefined> {
  const text = await readFile(hostFileOf({ runDir }), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : hostConfigSchema.parse(JSON.parse(text));
}

async function findGreeting(host: HostConfig): Promise<z.infer<typeof api.getGreeting.response> | undefined> {
  const answer = await requestOverSocket(paths(host).agentSocket, 'GET', `/api${api.getGreeting.path}`).catch(() => undefined);
  return answer?.status === 200 ? api.getGreeting.response.parse(JSON.parse(answer.text)) : undefined;
}
