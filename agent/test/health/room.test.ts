import type { AppDetail } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from '../people/as-caddy.ts';
import { Rows } from '../people/rows.ts';
import { noLongerTold, toldOf } from './findings-of.ts';

const megabyte = 1024 ** 2;
let box: Installation;
let rows: Rows;
let owner: AppOwner;
let probe: AppDetail;

beforeAll(async () => {
  box = await startInstallation({ sizeBytes: 512 * megabyte });
  rows = new Rows(box.host);
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

const room = () => owner.person.api.call('getRoom');
const measured = async () => (await room()).apps.find(({ app }) => app === probe.id);
async function succeed(started: Promise<Operation>) {
  expect((await owner.ended(await started)).status).toBe('succeeded');
}
const patience = { timeout: 60_000, interval: 250 };

test('an app’s room is measured after what is done with it, and told to its percloud alone', async () => {
  expect((await owner.person.fetch(`${probe.url}/fill?megabytes=80`, { method: 'POST' })).status).toBe(201);
  await succeed(box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version: '1.1.0' } }));
  await expect.poll(async () => (await measured())?.bytes, patience).toBeGreaterThan(79 * megabyte);
  expect((await measured())?.snapshotsBytes).toBeLessThan(megabyte);
  const { totalBytes, freeBytes, otherBytes, apps } = await room();
  expect(otherBytes + freeBytes + apps.reduce((sum, { bytes, snapshotsBytes }) => sum + bytes + snapshotsBytes, 0)).toBe(totalBytes);

  const foreign = rows.addSession(rows.addPerson('fred', [{ role: 'owner', percloud: rows.addPercloud('fred') }]));
  const { text } = await asCaddy(box.host, { method: 'GET', path: '/room', token: foreign });
  expect(JSON.parse(text)).toMatchObject({ totalBytes, apps: [] });
});

test('snapshots that hold much are told, and thinned to the newest by the button', async () => {
  const params = owner.params(probe.id);
  await succeed(box.root.call('configureApp', { params, body: { settings: { greeting: 'hola' } } }));
  expect((await owner.person.fetch(`${probe.url}/fill?megabytes=80`, { method: 'POST' })).status).toBe(201);
  const [earlier] = (await owner.app(probe.id)).snapshots;
  await succeed(box.root.call('rollbackApp', { params, body: { snapshot: earlier?.id ?? '' } }));
  await succeed(box.root.call('configureApp', { params, body: { settings: { greeting: 'ciao' } } }));
  const id = `snapshots-large:${probe.id}`;
  const finding = await toldOf(owner.person.api, id);
  expect(finding.values.sizeBytes).toBeGreaterThan(79 * megabyte);
  const before = (await owner.app(probe.id)).snapshots;

  const started = await owner.person.api.call('applyRemedy', { params: { finding: id, remedy: 'thin-snapshots' } });
  expect((await owner.ended(started)).status).toBe('succeeded');
  await noLongerTold(owner.person.api, id);
  expect((await owner.app(probe.id)).snapshots.map((snapshot) => snapshot.id)).toEqual([before[0]?.id]);
});

test('an app in the bin that holds much is told, until it is deleted there', async () => {
  const id = `bin-large:${probe.id}`;
  const params = owner.params(probe.id);
  await succeed(box.root.call('removeApp', { params }));
  expect(await toldOf(owner.person.api, id)).toMatchObject({ severity: 'notice', app: probe.id, remedies: [] });
  await succeed(box.root.call('restoreApp', { params }));
  await noLongerTold(owner.person.api, id);
});

test('what is left can still be gone back to', async () => {
  const [only] = (await owner.app(probe.id)).snapshots;
  await succeed(box.root.call('rollbackApp', { params: owner.params(probe.id), body: { snapshot: only?.id ?? '' } }));
  expect(mess(await world(box.host), box.host)).toEqual([]);
});

test('what is deleted for ever is no longer told', async () => {
  const id = `bin-large:${probe.id}`;
  const params = owner.params(probe.id);
  await succeed(box.root.call('removeApp', { params }));
  await toldOf(owner.person.api, id);
  await succeed(box.root.call('deleteApp', { params, body: { confirm: probe.slug } }));
  await noLongerTold(owner.person.api, id);
});
