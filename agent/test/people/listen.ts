import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HostConfig, paths } from '../../src/host/host-config.ts';

export interface Told<T> {
  name: string;
  data: T;
}

/** An open panel: what it is told by a stream of events, in order. */
export function listen<T>(host: HostConfig, path: string, token: string) {
  const told: Told<T>[] = [];
  let rest = '';
  const sent = request({ socketPath: paths(host).agentCaddySocket, path, headers: { cookie: `__Host-percloud=${token}` } });
  const ended = new Promise<void>((resolve) => {
    sent.on('close', resolve);
    sent.on('error', () => undefined);
  });
  sent.on('response', (response) => {
    response.setEncoding('utf8').on('data', (piece: string) => {
      const blocks = (rest + piece).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, name = '', data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
        told.push({ name, data: JSON.parse(data) });
      }
    });
    response.on('error', () => undefined);
  });
  sent.end();
  return { told, ended, close: () => sent.destroy(), pause: () => sent.socket?.pause(), resume: () => sent.socket?.resume() };
}

export async function until(condition: () => boolean, what: string) {
  for (const end = Date.now() + 20_000; !condition(); await sleep(50)) if (Date.now() > end) throw new Error(`never: ${what}`);
}
