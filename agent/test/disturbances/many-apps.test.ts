import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { startTimes } from './containers-of.ts';

const count = 40;
const megabyte = 1024 ** 2;
let box: Installation;
let owner: AppOwner;
let apps: AppDetail[];

beforeAll(async () => {
  box = await startInstallation({ sizeBytes: 4 * 1024 ** 3 });
  owner = await AppOwner.claim(box);
});
afterAll(() => box?.stop());

const versionOf = async ({ url }: AppDetail): Promise<string> => JSON.parse((await owner.person.fetch(`${url}/version`)).text).version;

/** What a process costs, with its share of what it shares. */
async function costBytes(pid = 0): Promise<number> {
  const kilobytes = /^Pss:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

test(`${count} apps asked for at once are all installed, and all there`, async () => {
  const slugs = Array.from({ length: count }, (_, index) => `probe-${index + 1}`);
  apps = await Promise.all(slugs.map((slug) => owner.install('probe', { slug, version: '1.0.0' })));
  const now = await world(box.host);
  expect(mess(now, box.host)).toEqual([]);
  expect([now.containers.length, now.networks.length]).toEqual([count, count]);
  for (const app of apps) {
    await owner.open(app);
    expect(await versionOf(app)).toBe('1.0.0');
  }
});

test('all are in the list', async () => {
  expect(await owner.apps()).toHaveLength(count);
});

test('one is upgraded, and no other one notices', async () => {
  const [first, ...others] = apps;
  const untouched = async () => Object.entries(await startTimes(box.host)).filter(([name]) => others.some(({ id }) => name.includes(id)));
  const before = await untouched();
  const params = owner.params(first?.id ?? '');
  expect((await owner.ended(await box.root.call('upgradeApp', { params, body: { version: '1.1.0' } }))).status).toBe('succeeded');
  expect(await Promise.all(apps.slice(0, 2).map(versionOf))).toEqual(['1.1.0', '1.0.0']);
  expect(await untouched()).toEqual(before);
});

test('an agent that is started again leaves them alone, and stays small', async () => {
  const before = await startTimes(box.host);
  await box.restartAgent();
  await expect.poll(async () => (await owner.apps()).filter(({ status }) => status === 'running').length).toBe(count);
  await sleep(3_000);
  expect(await startTimes(box.host)).toEqual(before);
  expect((await owner.apps()).every(({ status }) => status === 'running')).toBe(true);
  const cost = { agent: await costBytes(box.agent.pid), gate: await costBytes(box.gate.pid), caddy: await costBytes(box.caddy.pid) };
  console.info(`${count} apps:`, ...Object.entries(cost).map(([name, bytes]) => `${name} ${Math.round(bytes / megabyte)} MB`));
  expect(cost.agent + cost.gate).toBeLessThan(250 * megabyte);
});
