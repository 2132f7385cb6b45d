import { request } from 'node:http';
import { request as requestTls } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Target {
  address: string;
  port: number;
  path: string;
  cookie?: string;
  tls?: { hostname: string; ca: Buffer };
}

/** The status of one GET; undefined when nobody answered. Over a connection of its own, as somebody who has just arrived. */
export function ask({ address, port, path, cookie, tls }: Target, timeoutMs = 2_000): Promise<number | undefined> {
  return new Promise((resolve) => {
    const options = { host: address, port, path, timeout: timeoutMs, agent: false as const };
    const headers = { accept: 'text/html', host: tls ? `${tls.hostname}:${port}` : 'localhost', ...(cookie ? { cookie } : {}) };
    const sent = tls ? requestTls({ ...options, headers, ca: tls.ca, servername: tls.hostname }) : request({ ...options, headers });
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
