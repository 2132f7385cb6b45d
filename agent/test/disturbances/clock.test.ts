import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';

const faketime = `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`;
const dayMs = 24 * 3_600_000;

let box: Installation;
let owner: AppOwner;
let probe: AppDetail;
let authorization: string;

/** From here on the agent lives so many days away from now; everybody else stays. Its time runs on as ever. */
const setClock = (days: number) =>
  box.restartAgent({
    LD_PRELOAD: faketime,
    FAKETIME: `${days >= 0 ? '+' : ''}${days}d`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  });

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  const params = owner.params(probe.id);
  const { user, password } = await owner.person.api.call('createAppPassword', { params, body: { device: 'phone' } });
  authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
});
afterAll(() => box?.stop());

const finish = async (started: ReturnType<typeof box.root.call<'stopApp'>>) => {
  const { status, problem } = await owner.ended(await started);
  return [status, problem?.code];
};
const upgrade = (version: string) => finish(box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } }));
const everybodyPasses = async () => [
  (await owner.person.api.call('getMe')).name,
  (await owner.person.fetch(`${probe.url}/version`)).status,
  (await box.visitor().fetch(`${probe.url}/dav`, { headers: { authorization } })).status,
];
const passes = ['ada', 200, 200];

test('the clock of the agent is really set back', async () => {
  await setClock(-3);
  const started = await box.root.call('restartApp', { params: owner.params(probe.id) });
  expect((await owner.ended(started)).status).toBe('succeeded');
  expect(Date.now() - Date.parse(started.createdAt)).toBeGreaterThan(2.9 * dayMs);
});

test('who was signed in stays so, and who signs in now gets in', async () => {
  await expect.poll(everybodyPasses).toEqual(passes);
  const helper = box.visitor();
  await helper.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
  const page = await helper.fetch(`${probe.url}/version`, { headers: { accept: 'text/html' }, redirects: 5 });
  expect(page.status).toBe(200);
  expect(await owner.person.api.call('listSessions')).toHaveLength(2);
});

test('what was done last is told last, by whatever clock', async () => {
  expect(await upgrade('1.2.0-unhealthy')).toEqual(['failed', 'rehearsal-failed']);
  const [last] = await box.root.call('listOperations', { query: { app: probe.id } });
  expect([last?.kind, last?.status]).toEqual(['app.upgrade', 'failed']);
  expect((await owner.app(probe.id)).lastProblem).toMatchObject({ version: '1.2.0-unhealthy', problem: { code: 'rehearsal-failed' } });
  expect(await upgrade('1.1.0')).toEqual(['succeeded', undefined]);
  expect((await owner.app(probe.id)).lastProblem).toBeNull();
});

test('snapshots are in the order they were taken, and none is lost when the clock leaps on', async () => {
  await owner.write(probe, 'at 1.1.0');
  await setClock(-10);
  expect(await upgrade('1.4.0-migrate')).toEqual(['succeeded', undefined]);
  await setClock(0);
  expect(await upgrade('1.5.0-slow-stop')).toEqual(['succeeded', undefined]);
  const order = async () => (await owner.app(probe.id)).snapshots.map(({ version }) => version);
  expect(await order()).toEqual(['1.4.0-migrate', '1.1.0', '1.0.0']);
  await setClock(400);
  expect(await order()).toEqual(['1.4.0-migrate', '1.1.0', '1.0.0']);
  await setClock(0);

  const before = (await owner.app(probe.id)).snapshots.find(({ version }) => version === '1.1.0');
  const back = box.root.call('rollbackApp', { params: owner.params(probe.id), body: { snapshot: before?.id ?? '' } });
  expect(await finish(back)).toEqual(['succeeded', undefined]);
  expect(await owner.read(probe)).toEqual(['at 1.1.0']);
});

test('after all that everybody is who they were', async () => {
  await expect.poll(everybodyPasses).toEqual(passes);
  expect(mess(await world(box.host), box.host)).toEqual([]);
});
