import { existsSync } from 'node:fs';
import type { AppDetail } from '@percloud/contract/apps';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { ConstantUse } from './constant-use.ts';
import { startTimes } from './containers-of.ts';

interface Neighbour {
  box: Installation;
  owner: AppOwner;
  probe: AppDetail;
}
let one: Neighbour;
let other: Neighbour;

async function moveIn(): Promise<Neighbour> {
  const box = await startInstallation();
  const owner = await AppOwner.claim(box);
  const probe = await owner.install('probe', { slug: 'same', version: '1.0.0' });
  await owner.open(probe);
  return { box, owner, probe };
}

beforeAll(async () => {
  one = await moveIn();
  other = await moveIn();
});
afterAll(async () => {
  await one?.box.stop();
  await other?.box.stop();
});

const images = async ({ box }: Neighbour) => {
  const tags = (await new Docker({ socketPath: box.host.dockerSocket }).listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
  return tags.filter((tag) => tag.startsWith(`percloud/${box.host.boxId}/`));
};
const everything = async (neighbour: Neighbour) => [
  await world(neighbour.box.host),
  await startTimes(neighbour.box.host),
  await images(neighbour),
];

test('what is done to an app here is not noticed there, where the same app has the same name', async () => {
  expect(await other.owner.write(other.probe, 'of the other one')).toBe(true);
  const before = await everything(other);
  const use = new ConstantUse(() => other.owner.person.fetch(`${other.probe.url}/version`));
  const { root } = one.box;
  const params = one.owner.params(one.probe.id);
  const done = async (started: ReturnType<typeof root.call<'stopApp'>>) =>
    expect((await one.owner.ended(await started)).status).toBe('succeeded');
  await done(root.call('upgradeApp', { params, body: { version: '1.1.0' } }));
  await one.box.restartAgent();
  await done(root.call('removeApp', { params }));
  // Its images go as well.
  await done(root.call('deleteApp', { params, body: { confirm: 'same' } }));
  expect(await images(one)).toEqual([]);
  expect(await use.stop()).toEqual([]);
  expect(await everything(other)).toEqual(before);
  expect(await other.owner.read(other.probe)).toEqual(['of the other one']);
});

test('who is signed in here is nobody there', async () => {
  const stranger = other.box.visitor();
  // One machine, one host name: a browser sends a cookie to every port of it.
  for (const [host, cookies] of one.owner.person.cookies) stranger.cookies.set(host, cookies);
  await expect(stranger.api.call('getMe')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  expect((await stranger.fetch(`${other.probe.url}/version`)).status).not.toBe(200);
});

test('one that is cleared away leaves nothing, and the other one goes on', async () => {
  const before = await everything(other);
  const use = new ConstantUse(() => other.owner.person.fetch(`${other.probe.url}/version`));
  const { host } = one.box;
  await one.owner.install('probe', { slug: 'last' });
  await one.box.stop();
  expect(await use.stop()).toEqual([]);
  expect(await everything(other)).toEqual(before);
  expect([host.dataDir, host.runDir].filter(existsSync)).toEqual([]);
  expect(await startTimes(host)).toEqual({});

  const params = other.owner.params(other.probe.id);
  expect((await other.owner.ended(await other.box.root.call('upgradeApp', { params, body: { version: '1.1.0' } }))).status).toBe(
    'succeeded',
  );
  expect(await other.owner.read(other.probe)).toEqual(['of the other one']);
  expect(mess(await world(other.box.host), other.box.host)).toEqual([]);
});
