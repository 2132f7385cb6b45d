import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { AppDetail } from '@percloud/contract/apps';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { Neighbourhood } from '../isolation/neighbourhood.ts';

// What the walls are made of is tried one by one in ../isolation, what the gate takes away in ../gate: here both stand as a person has them.

let box: Installation;
let owner: AppOwner;
let quiet: AppDetail;
let online: AppDetail;
let calendar: AppDetail;
let ssh: { server: Server; port: number };
const outside = new Neighbourhood();

beforeAll(async () => {
  await outside.start();
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  [quiet, online, calendar] = await Promise.all([
    owner.install('probe', { slug: 'quiet' }),
    owner.install('probe', { slug: 'online', version: '2.0.0-wide' }),
    owner.install('radicale', { slug: 'calendar' }),
  ]);
  for (const app of [quiet, online, calendar]) expect((await owner.open(app)).status).toBeLessThan(400);
  ssh = await listenEverywhere();
});
afterAll(async () => {
  ssh?.server.close();
  try {
    await box?.stop();
  } finally {
    await outside.stop();
  }
});

/** As the box's own ssh does. */
function listenEverywhere(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.end('SSH-2.0\r\n'));
  return new Promise((resolve) => {
    server.listen(0, '::', () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 });
    });
  });
}

/** What a connection meets that an app tries to make. */
async function meets(app: AppDetail, host: string, port: number): Promise<string> {
  const answer = await owner.person.fetch(`${app.url}/connect?${new URLSearchParams({ host, port: String(port) })}`);
  return JSON.parse(answer.text).result;
}

/** A probe waits for a connection no longer than a moment. */
const patience = { timeout: 20_000 };

const docker = () => new Docker({ socketPath: box.host.dockerSocket });

async function networkOf(app: AppDetail) {
  const filters = JSON.stringify({ label: [`org.percloud.app=${app.id}`] });
  const [container] = await docker().listContainers({ filters });
  const [network] = Object.values(container?.NetworkSettings.Networks ?? {});
  const [subnet] = (await docker().listNetworks({ filters }))[0]?.IPAM?.Config ?? [];
  return { id: container?.Id ?? '', address: network?.IPAddress ?? '', gateway: network?.Gateway || (subnet?.Gateway ?? '') };
}

describe('an app', () => {
  test('reaches no port of the box, by none of its addresses', async () => {
    const machine = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const own = machine.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
    for (const app of [quiet, online]) {
      const { gateway } = await networkOf(app);
      expect(gateway).toMatch(/^10\.213\./);
      const tries = [gateway, ...own, outside.lan.box].flatMap((host) =>
        [ssh.port, box.host.httpsPort, box.host.httpPort].map((port) => ({ host, port })),
      );
      const met = await Promise.all(tries.map(async ({ host, port }) => ({ host, port, result: await meets(app, host, port) })));
      expect(met.filter(({ result }) => result === 'reachable')).toEqual([]);
    }
  });

  test('reaches no other app', async () => {
    const [one, two] = [await networkOf(quiet), await networkOf(online)];
    await expect.poll(() => meets(quiet, one.address, 8080), patience).toBe('reachable');
    expect(await meets(quiet, two.address, 8080)).not.toBe('reachable');
    expect(await meets(online, one.address, 8080)).not.toBe('reachable');
  });

  test('reaches the Internet only when it said so', async () => {
    const { port } = outside;
    await expect.poll(() => meets(online, outside.internet.server, port), patience).toBe('reachable');
    expect(await meets(quiet, outside.internet.server, port)).not.toBe('reachable');
    expect(await meets(online, outside.lan.neighbour, port)).not.toBe('reachable');
  });

  test('has no socket of the box in it', async () => {
    const at = paths(box.host);
    const sockets = [box.host.dockerSocket, '/run/docker.sock', at.agentSocket, at.agentCaddySocket, at.gateSocket, at.caddyAdmin];
    for (const app of [quiet, online]) {
      const { id } = await networkOf(app);
      const command = ['node', '-e', `console.log(${JSON.stringify(sockets)}.filter(require('node:fs').existsSync).length)`];
      expect(await runIn(id, command)).toContain('0');
      const { Mounts } = await docker().getContainer(id).inspect();
      expect(Mounts.filter(({ Source }) => !Source.startsWith(at.perclouds))).toEqual([]);
    }
  });
});

async function runIn(container: string, command: string[]): Promise<string> {
  const exec = await docker().getContainer(container).exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
  const stream = await exec.start({ Tty: true });
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
}

describe('who claims to be somebody', () => {
  const spellings = ['X-Remote-User', 'x-remote-user', 'X_Remote_User', 'X-Remote_User', 'x_remote-user', 'Remote-User', 'REMOTE_USER'];
  const others = ['HTTP_X_REMOTE_USER', 'X-Forwarded-User', 'X-Script-Name', 'X-Percloud-User', 'X-Auth-Request-User'];

  test.each([...spellings, ...others])('by %s is nobody to the calendar', async (name) => {
    const stranger = box.visitor();
    const headers = { [name]: 'ada', depth: '0' };
    const principal = await stranger.fetch(`${calendar.url}/ada/`, { method: 'PROPFIND', headers });
    expect(principal.status).toBe(401);
    const page = await stranger.fetch(`${calendar.url}/.web/`, { headers: { ...headers, accept: 'text/html' } });
    expect([302, 401]).toContain(page.status);
  });

  test.each([...spellings, ...others])('by %s is nobody to the probe, where anybody may read', async (name) => {
    const seen = await box.visitor().fetch(`${quiet.url}/public`, { headers: { [name]: 'ada' } });
    expect(seen.status).toBe(200);
    const { headers } = JSON.parse(seen.text);
    expect(Object.values(headers)).not.toContain('ada');
  });

  test('a signed-in person is who they are, whatever they send', async () => {
    for (const name of spellings) {
      const { text } = await owner.person.fetch(`${quiet.url}/headers`, { headers: { [name]: 'eve' } });
      expect(text).not.toContain('eve');
      expect(JSON.parse(text).headers['x-remote-user']).toBe('ada');
    }
  });
});

test('no cookie of ours ever reaches an app', async () => {
  const panel = owner.person.cookies.get(new URL(owner.person.origin).hostname);
  const own = owner.person.cookies.get(new URL(quiet.url).hostname);
  const ours = [...(panel ?? []), ...(own ?? [])].map(([name, value]) => `${name}=${value}`);
  expect(ours.length).toBeGreaterThanOrEqual(2);
  const cookie = ['theme=dark', ...ours, '__Host-percloud-way=x', 'lang=it'].join('; ');
  for (const path of ['/headers', '/public', '/dav']) {
    const { status, text } = await owner.person.fetch(`${quiet.url}${path}`, { headers: { cookie } });
    expect(status).toBe(200);
    expect(JSON.parse(text).headers.cookie).toBe('theme=dark; lang=it');
    for (const secret of ours.map((pair) => pair.slice(pair.indexOf('=') + 1))) expect(text).not.toContain(secret);
  }
});
