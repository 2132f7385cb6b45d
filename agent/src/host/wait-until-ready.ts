import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HostConfig, paths } from './host-config.ts';
import { Stop } from './stop.ts';

const patienceMs = 60_000;

/** Until a browser would get an answer: through Caddy, by its certificate, from the agent. */
export async function waitUntilReady(host: HostConfig): Promise<undefined> {
  const ca = await readFile(join(paths(host).ca, 'root.crt'));
  const deadline = performance.now() + patienceMs;
  let problem = await tryHealth(host, ca);
  while (problem !== undefined) {
    if (performance.now() > deadline)
      throw new Stop(`The panel did not answer within ${patienceMs / 1000} s: ${problem}`, {
        remedy: 'Look at the ends of agent.log and caddy.log for the cause, then run the same command again.',
        log: join(host.dataDir, 'log'),
      });
    await sleep(50);
    problem = await tryHealth(host, ca);
  }
  return undefined;
}

/** What was wrong; undefined when it answered. */
const tryHealth = (host: HostConfig, ca: Buffer) =>
  new Promise<string | undefined>((resolve) => {
    const target = { host: '127.0.0.1', port: host.httpsPort, servername: host.hostname, path: '/api/health', ca, timeout: 2_000 };
    const sent = request({ ...target, agent: false, headers: { host: `${host.hostname}:${host.httpsPort}` } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer')));
    sent.on('error', (error) => resolve(error.message));
    sent.end();
  });
