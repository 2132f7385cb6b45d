import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Nftables } from '../../src/gateways/nftables.ts';
import { firewallTable, renderFirewall } from '../../src/routes/render-firewall.ts';
import type { AppNetwork } from '../../src/routes/routed-app.ts';
import { Neighbourhood } from './neighbourhood.ts';

const box = new Neighbourhood();
const nftables = new Nftables();
const publishedPort = 18_231;
let networks: AppNetwork[];
/** Where the containers are. */
const at: Record<'online' | 'sibling' | 'quiet' | 'gateway', string> = { online: '', sibling: '', quiet: '', gateway: '' };

/** Asked again: on a busy machine an answer may be late. */
const isReached = (from: string, address: string, port?: number) =>
  expect.poll(() => box.reaches(from, address, port), { timeout: 20_000 }).toBe(true);

const protect = (resolvers: string[] = []) => nftables.apply(renderFirewall({ boxId: box.id, networks, resolvers }));

beforeAll(async () => {
  await box.start();
  const base = `10.214.${box.octet}`;
  at.gateway = `${base}.1`;
  networks = [await box.addNetwork('on', `${base}.0/26`, 'internet'), await box.addNetwork('off', `${base}.64/26`, 'none')];
  at.online = await box.addContainer('online', 'on', '-p', `${box.lan.box}:${publishedPort}:${box.port}`);
  at.sibling = await box.addContainer('sibling', 'on');
  at.quiet = await box.addContainer('quiet', 'off');
  await box.routeNeighbourTo(`${base}.0/24`);
});
afterAll(async () => {
  try {
    await nftables.remove(firewallTable(box.id));
  } finally {
    await box.stop();
  }
});

test('without the firewall an app reaches the box and its neighbours: these tests would notice', async () => {
  await isReached('online', at.gateway);
  await isReached('online', box.lan.neighbour);
});

describe('behind the firewall', () => {
  beforeAll(() => protect());

  test.each([
    ['the gateway of its network', () => at.gateway],
    ['the box on the home’s network', () => box.lan.box],
    ['the box on the Internet', () => box.internet.box],
    ['Docker’s own bridge', () => '172.17.0.1'],
    ['a neighbour at home', () => box.lan.neighbour],
    ['the metadata address', () => '169.254.169.254'],
  ])('no app reaches %s', async (_, address) => {
    expect(await box.reaches('online', address())).toBe(false);
    expect(await box.reaches('quiet', address())).toBe(false);
  });

  test('no app reaches another, nor by the port it publishes', async () => {
    expect(await box.reaches('online', at.quiet)).toBe(false);
    expect(await box.reaches('quiet', at.online)).toBe(false);
    expect(await box.reaches('quiet', box.lan.box, publishedPort)).toBe(false);
  });

  test('the Internet is there for those who declared it, and only them', async () => {
    await isReached('online', box.internet.server);
    expect(await box.reaches('quiet', box.internet.server)).toBe(false);
  });

  test('services of one app reach each other, by name as well', async () => {
    await isReached('online', at.sibling);
    await isReached('online', `${box.id}-sibling`);
    await expect.poll(() => box.resolves('online', `${box.id}-sibling`), { timeout: 20_000 }).toBe(true);
  });

  test('the box reaches every app', async () => {
    await isReached('box', at.online);
    await isReached('box', at.quiet);
  });

  test('another account of the machine reaches no app: it could say it is anybody', async () => {
    expect(await box.reaches('account', at.online)).toBe(false);
    expect(await box.reaches('account', at.quiet)).toBe(false);
    await isReached('account', box.lan.neighbour);
  });

  test('a neighbour reaches no app, but what it publishes', async () => {
    expect(await box.reaches('neighbour', at.online)).toBe(false);
    expect(await box.reaches('neighbour', at.quiet)).toBe(false);
    await isReached('neighbour', box.lan.box, publishedPort);
  });
});

test('name servers at home answer apps with the Internet, on port 53 only', async () => {
  await protect([box.lan.neighbour]);
  await isReached('online', box.lan.neighbour, 53);
  expect(await box.reaches('online', box.lan.neighbour)).toBe(false);
  expect(await box.reaches('quiet', box.lan.neighbour, 53)).toBe(false);
});

test('an app has no way around by IPv6', async () => {
  await nftables.remove(firewallTable(box.id));
  await box.addContainer('six', 'on', '--sysctl', 'net.ipv6.conf.all.disable_ipv6=0');
  const gateway = `${await box.linkLocalOf(networks[0]?.bridge ?? '')}%eth0`;
  await isReached('six', gateway);
  await protect();
  expect(await box.reaches('six', gateway)).toBe(false);
});

test('the last network gone, nothing is left', async () => {
  networks = [];
  await protect();
  await expect(nftables.apply(`list table inet ${firewallTable(box.id)}\n`)).rejects.toThrow('No such file');
});
