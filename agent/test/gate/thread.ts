import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { z } from 'zod';
import type { GateView } from '../../src/gate/view.ts';
import { originOf } from '../../src/host/host-config.ts';
import type { RoutedApp } from '../../src/routes/routed-app.ts';
import { type Answer, Installation, startEcho, until } from './installation.ts';
import { blog, notes, photos, sampleView } from './sample-view.ts';

/** Three apps behind a real gate and a real Caddy, for one file of tests; the view is as sampled before each of them. */
export class Thread {
  #echo: { address: string; server: Server } | undefined;
  #box: Installation | undefined;
  #view: GateView | undefined;
  apps: RoutedApp[] = [];

  constructor() {
    beforeAll(() => this.#start());
    afterAll(() => this.#stop());
    beforeEach(() => this.#reset());
  }

  get box() {
    return there(this.#box);
  }

  get view() {
    return there(this.#view);
  }

  /** Walks the redirects as a browser would; gives back the cookies the app's host has set in the end. */
  async signIn(host: string, path: string, session: string) {
    const first = await this.box.ask(host, path);
    expect(first.status).toBe(302);
    const way = cookiesOf(first);
    const enter = inside(first);
    expect(enter.host).toBe(this.box.host.hostname);
    const second = await this.box.ask(enter.host, enter.path, { headers: [panelCookie(session)] });
    expect(second.status).toBe(302);
    const arrive = inside(second);
    expect(arrive.host).toBe(host);
    const third = await this.box.ask(host, arrive.path, { headers: [['Cookie', way.join('; ')]] });
    return { third, arrive, way, cookie: cookiesOf(third).join('; ') };
  }

  async #start() {
    const echo = await startEcho();
    this.#echo = echo;
    this.apps = [notes, photos, blog].map(({ id, host }) => ({ id, host, address: echo.address, open: true }));
    this.#box = await Installation.start(this.apps);
    this.#view = sampleView(originOf(this.box.host.hostname, this.box.host));
  }

  async #reset() {
    this.box.writeView(this.view);
    await until(async () => (await this.box.ask(notes.host, '/shared')).status === 200);
  }

  async #stop() {
    this.#echo?.server.closeAllConnections();
    this.#echo?.server.close();
    await this.#box?.stop();
  }
}

export const panelCookie = (session: string): [string, string] => ['Cookie', `__Host-percloud=${session}`];
export const basic = (user: string, password: string): [string, string] => [
  'Authorization',
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
];

const echoSchema = z.object({ method: z.string(), url: z.string(), headers: z.array(z.string()), bytes: z.number() });
/** What reached the app. */
export const echoed = ({ body }: Answer) => echoSchema.parse(JSON.parse(body));
export const headersOf = (answer: Answer) => {
  const { headers } = echoed(answer);
  return Object.fromEntries(headers.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1]]] : [])));
};

/** The cookies an answer sets, without those it takes away. */
export const cookiesOf = ({ headers }: Answer) =>
  (headers['set-cookie'] ?? []).map((each) => each.split(';')[0] ?? '').filter((each) => !each.endsWith('='));

export function inside({ headers }: Answer) {
  const url = new URL(headers.location ?? '');
  return { host: url.hostname, path: `${url.pathname}${url.search}` };
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The thread has not started yet.');
  return value;
}
