import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { durationMs, type Service } from '@percloud/contract/manifest';
import type { ContainerInspectInfo } from 'dockerode';
import type { DockerEngine } from '../gateways/docker.ts';
import { Problem } from '../problem.ts';

/** A starting service is asked often, so that nobody waits for the next look. */
const startingEveryMs = 10;

/** One look at a service: is it well now? Never throws for an ill one. */
export async function isHealthy(
  docker: DockerEngine,
  container: string,
  address: string,
  check: Service['healthcheck'],
  signal?: AbortSignal,
) {
  const timeoutMs = durationMs(check.timeout);
  if (check.http) return answersHttp(address, check.http.port, check.http.path, timeoutMs, signal);
  if (check.tcp) return acceptsTcp(address, check.tcp, timeoutMs);
  const { exitCode } = await docker.run(container, check.test?.slice(1) ?? [], timeoutMs, signal);
  return exitCode === 0;
}

/**
 * Waits until a just started service is well. Throws `app-not-healthy` when its container ends or its start period is over; the end of
 * its log goes into the cause, for the log only.
 */
export async function untilHealthy(docker: DockerEngine, container: string, network: string, service: Service, signal: AbortSignal) {
  const until = performance.now() + durationMs(service.healthcheck.start_period);
  let address: string | undefined;
  for (let looks = 0; ; looks += 1) {
    signal.throwIfAborted();
    const found = looks % 20 === 0 ? await docker.find(container) : undefined;
    if (looks % 20 === 0 && !found?.State.Running)
      throw await notHealthy(docker, container, 'The program ended right after it was started.');
    address = found ? addressIn(found, network) : address;
    if (address && (await isHealthy(docker, container, address, service.healthcheck, signal).catch(() => false))) return;
    if (performance.now() > until) throw await notHealthy(docker, container, 'The program runs but did not become ready in time.');
    await sleep(startingEveryMs, undefined, { signal });
  }
}

const addressIn = (container: ContainerInspectInfo, network: string): string | undefined =>
  container.NetworkSettings.Networks[network]?.IPAddress || undefined;

async function notHealthy(docker: DockerEngine, container: string, detail: string) {
  const log = await docker.lastLog(container, 30).catch(() => '');
  return new Problem('app-not-healthy', { detail, cause: new Error(`last lines of ${container}: ${log}`) });
}

export function answersHttp(host: string, port: number, path: string, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ host, port, path, signal, agent: false, headers: { host: 'localhost' } }, (answer) => {
      resolve((answer.statusCode ?? 500) < 400);
      // What comes after may have no end.
      answer.destroy();
    });
    // Of the whole answer: one that comes byte by byte is never silent for long.
    const late = setTimeout(() => asked.destroy(new Error('too late')), timeoutMs);
    asked.on('close', () => clearTimeout(late));
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

function acceptsTcp(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs });
    const answer = (well: boolean) => {
      socket.destroy();
      resolve(well);
    };
    socket.once('connect', () => answer(true));
    socket.once('timeout', () => answer(false));
    socket.once('error', () => answer(false));
  });
}
