import type { Resources } from '@percloud/contract/resources';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from '../people/as-caddy.ts';
import { listen, until } from '../people/listen.ts';
import { Rows } from '../people/rows.ts';
import { AppOwner } from './app-owner.ts';

let box: Installation;
let owner: AppOwner;
let rows: Rows;

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  rows = new Rows(box.host);
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

const member = () => rows.addSession(rows.addPerson(`member${rows.count('person')}`, [{ role: 'member', percloud: owner.percloud }]));
const watch = (app: string, token: string) => listen<Resources>(box.host, `/api/perclouds/${owner.percloud}/apps/${app}/resources`, token);

test('memory at once, the processor from the second look on; nothing of an app that is stopped', async () => {
  const app = await owner.install('probe');
  const panel = watch(app.id, member());
  await until(() => panel.told.length >= 2, 'two looks');
  const [first, second] = panel.told.map(({ data }) => data.services[0]);
  expect(first).toMatchObject({ processor: null });
  expect(second?.memoryBytes).toBeGreaterThan(1_000_000);
  expect(second?.memoryBytes).toBeLessThan(second?.memoryLimitBytes ?? 0);
  expect(second?.processor).toBeGreaterThanOrEqual(0);

  await owner.ended(await box.root.call('stopApp', { params: owner.params(app.id) }));
  await until(() => panel.told.at(-1)?.data.services.length === 0, 'nothing runs');
  panel.close();
});

test('a log that is followed ends with the session', async () => {
  const app = await owner.install('probe');
  const token = rows.addSession(rows.addPerson('leaving', [{ role: 'owner', percloud: owner.percloud }]));
  const read = (follow: boolean) =>
    asCaddy(box.host, { method: 'GET', path: `/perclouds/${owner.percloud}/apps/${app.id}/logs?follow=${follow}`, token });
  const outcome = read(true).then(
    ({ status }) => status,
    () => 'cut off',
  );
  // When this one is answered, the other was let in.
  expect((await read(false)).status).toBe(200);
  await asCaddy(box.host, { method: 'DELETE', path: '/session', token });
  expect(await outcome).toBe('cut off');
});

test('the stream ends with the session, and when the agent stops', async () => {
  const app = await owner.install('probe');
  const token = member();
  const leaving = watch(app.id, token);
  const staying = watch(app.id, member());
  await until(() => leaving.told.length > 0 && staying.told.length > 0, 'both watch');
  const { status } = await asCaddy(box.host, { method: 'DELETE', path: '/session', token });
  expect(status).toBe(204);
  await leaving.ended;
  const heard = staying.told.length;
  await until(() => staying.told.length > heard, 'the other one hears more');
  await box.agent.kill('SIGTERM');
  await staying.ended;
});
