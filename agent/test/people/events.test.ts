import { afterAll, beforeAll, expect, test } from 'vitest';
import { services } from '../../src/host/services.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { TestProcess } from '../test-process.ts';
import { listen as listenTo, until } from './listen.ts';
import { Rows } from './rows.ts';

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

interface Data {
  id?: string;
  status?: string;
  deletedAt?: string | null;
  apps?: { id: string }[];
  operations?: unknown[];
}

const listen = (token: string) => listenTo<Data>(box.host, '/api/events', token);

test('tells members what changes in their percloud, and others nothing', async () => {
  const member = listen(rows.addSession(rows.addPerson('ben', [{ role: 'member', percloud: owner.percloud }])));
  const operator = listen(rows.addSession(rows.addPerson('olga', [{ role: 'operator' }])));
  const foreign = listen(rows.addSession(rows.addPerson('fred', [{ role: 'owner', percloud: rows.addPercloud('fred') }])));
  const all = [member, operator, foreign];
  await until(() => all.every(({ told }) => told.length > 0), 'states');
  expect(all.map(({ told }) => told[0]?.name)).toEqual(['state', 'state', 'state']);

  const app = await owner.install('probe');
  const operations = member.told.filter(({ name }) => name === 'operation');
  expect(operations.at(-1)?.data.status).toBe('succeeded');
  await until(() => member.told.some(({ name, data }) => name === 'app' && data.status === 'running'), 'the app runs');
  for (const { told } of [operator, foreign]) expect(told.filter(({ name }) => name === 'app' || name === 'operation')).toEqual([]);

  const late = listen(rows.addSession(rows.addPerson('lara', [{ role: 'member', percloud: owner.percloud }])));
  await until(() => late.told.length > 0, 'a state');
  expect(late.told[0]?.data.apps?.map(({ id }) => id)).toEqual([app.id]);
  expect(late.told[0]?.data.operations).toHaveLength(1);

  await owner.ended(await box.root.call('removeApp', { params: owner.params(app.id) }));
  await owner.ended(await box.root.call('deleteApp', { params: owner.params(app.id), body: { confirm: app.slug } }));
  await until(() => Boolean(late.told.findLast(({ name }) => name === 'app')?.data.deletedAt), 'the app is told as deleted');
  for (const panel of [...all, late]) panel.close();
});

test('a reader that stops reading costs nobody anything, and learns how it ended', async () => {
  const slow = listen(rows.addSession(rows.addPerson('sara', [{ role: 'member', percloud: owner.percloud }])));
  await until(() => slow.told.length > 0, 'a state');
  slow.pause();
  const app = await owner.install('probe');
  for (let times = 0; times < 3; times += 1) await owner.ended(await box.root.call('restartApp', { params: owner.params(app.id) }));
  slow.resume();
  await until(() => slow.told.findLast(({ name }) => name === 'operation')?.data.status === 'succeeded', 'the last end');
  slow.close();
});

test('a killed agent ends streams, a stopped one as well, at once', async () => {
  const panel = listen(rows.addSession(rows.addPerson('gwen', [{ role: 'member', percloud: owner.percloud }])));
  await until(() => panel.told.length > 0, 'a state');
  const before = performance.now();
  const stopped = box.agent.kill('SIGTERM');
  await panel.ended;
  expect(performance.now() - before).toBeLessThan(15_000);
  await stopped;
  await box.startAgent();
});

test('there is never a second agent', async () => {
  const service = services(box.host).find(({ name }) => name === 'agent');
  if (!service) throw new Error('no agent among the services');
  const second = new TestProcess(service, box.host);
  await second.launch();
  await second.exited();
  expect((await box.root.call('getHealth')).ok).toBe(true);
});
