import { request } from 'node:http';
import { Agent, request as requestTls } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Target {
  address: string;
  port: number;
  path: string;
  cookie?: string;
  tls?: { hostname: string; ca: Buffer };
}

/** A browser keeps its connections too; making one every 20 ms would be most of the work that is measured. */
const connections = new Agent({ keepAlive: true });

/** The status of one GET; undefined when nobody answered. */
export function ask({ address, port, path, cookie, tls }: Target, timeoutMs = 2_000): Promise<number | undefined> {
  return new Promise((resolve) => {
    const options = { host: address, port, path, timeout: timeoutMs };
    const headers = { accept: 'text/html', host: tls ? `${tls.hostname}:${port}` : 'localhost', ...(cookie ? { cookie } : {}) };
    const sent = tls
      ? requestTls({ ...options, agent: connections, headers, ca: tls.ca, servername: tls.hostname })
      : request({ ...options, agent: false, headers });
    sent.on('response', (response) => {
      response.on('error', () => resolve(undefined));
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('timeout', () => sent.destroy()).on('error', () => resolve(undefined));
    sent.end();
  });
}

/** Returns when the target answers well, asked every 20 ms. */
export async function untilAnswers(target: Target, patienceMs = 60_000) {
  const until = performance.now() + patienceMs;
  while ((await ask(target)) !== 200) {
    if (performance.now() > until) throw new Error(`${target.address}:${target.port}${target.path} does not answer`);
    await sleep(20);
  }
}
