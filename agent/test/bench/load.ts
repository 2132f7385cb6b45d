import { join } from 'node:path';
import { paths } from '../../src/host/host-config.ts';
import { run } from '../../src/host/run.ts';
import type { Target } from './ask.ts';
import type { BenchBox } from './bench-box.ts';
import { percentile } from './figure.ts';

/** What the load client is told, as JSON. */
export interface Load {
  socketPath?: string;
  port?: number;
  hostname?: string;
  ca?: string;
  path: string;
  headers: string[];
  connections: number;
  warmUp: number;
  requests: number;
}

export interface Outcome {
  timesMs: number[];
  seconds: number;
}

type Amount = Pick<Load, 'connections' | 'warmUp' | 'requests'>;

/** The list of apps as Caddy hands it on for somebody who is signed in: the agent without Caddy's share. */
export const appsList = ({ installation, owner, sessionToken }: BenchBox): Pick<Load, 'socketPath' | 'path' | 'headers'> => ({
  socketPath: paths(installation.host).agentCaddySocket,
  path: `/api/perclouds/${owner.percloud}/apps`,
  headers: [`host: ${installation.host.hostname}`, `cookie: __Host-percloud=${sessionToken}`],
});

export const overTls = ({ port, path, cookie, tls }: Target): Pick<Load, 'port' | 'hostname' | 'ca' | 'path' | 'headers'> => ({
  port,
  hostname: tls?.hostname,
  ca: tls?.ca.toString(),
  path,
  headers: [`host: ${tls?.hostname}:${port}`, ...(cookie ? [`cookie: ${cookie}`] : [])],
});

export async function put(load: Omit<Load, keyof Amount>, amount: Amount) {
  const args = [join(import.meta.dirname, 'load-client.ts'), JSON.stringify({ ...load, ...amount })];
  const { timesMs, seconds }: Outcome = JSON.parse(await run(process.execPath, args));
  return { p50Ms: percentile(timesMs, 0.5), p95Ms: percentile(timesMs, 0.95), perSecond: timesMs.length / seconds };
}
