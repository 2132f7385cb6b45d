import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { RemedyName } from '@percloud/contract/health';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from '../people/as-caddy.ts';
import { Rows } from '../people/rows.ts';
import { findingsOf, noLongerTold, toldOf } from './findings-of.ts';

let box: Installation;
let rows: Rows;
let owner: AppOwner;
let probe: AppDetail;
/** Sessions of others. */
let member: string;
let operator: string;
let foreign: string;

beforeAll(async () => {
  box = await startInstallation();
  rows = new Rows(box.host);
  owner = await AppOwner.claim(box);
  member = rows.addSession(rows.addPerson('ben', [{ role: 'member', percloud: owner.percloud }]));
  operator = rows.addSession(rows.addPerson('olga', [{ role: 'operator' }]));
  foreign = rows.addSession(rows.addPerson('fred', [{ role: 'owner', percloud: rows.addPercloud('fred') }]));
  probe = await owner.install('probe', { version: '1.0.0', slug: 'diary' });
  await owner.open(probe);
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

async function signal(name: 'SIGSTOP' | 'SIGKILL') {
  const docker = new Docker({ socketPath: box.host.dockerSocket });
  const containers = await docker.listContainers({ filters: { label: [`org.percloud.app=${probe.id}`] } });
  for (const { Id } of containers) await docker.getContainer(Id).kill({ signal: name });
}

const params = (finding: string, remedy: RemedyName) => ({ params: { finding, remedy } });
const ask = (token: string, method: string, path: string) => asCaddy(box.host, { method, path, token });
const toldTo = async (token: string) => JSON.parse((await ask(token, 'GET', '/findings')).text);

test('an app that hangs is told to its owner, who restarts it by the button', async () => {
  const id = `app-unhealthy:${probe.id}`;
  await owner.write(probe, 'before it hung');
  await signal('SIGSTOP');
  const { api } = owner.person;
  const finding = await toldOf(api, id);
  expect(finding).toMatchObject({ check: 'app-unhealthy', severity: 'bad', app: probe.id, percloud: owner.percloud });
  expect(finding.remedies.map(({ name }) => name)).toEqual(['restart-app']);

  const started = await api.call('applyRemedy', params(id, 'restart-app'));
  expect(started).toMatchObject({ kind: 'app.restart', subject: { app: probe.id } });
  expect((await owner.ended(started)).status).toBe('succeeded');
  await noLongerTold(api, id);
  expect(await owner.read(probe)).toEqual(['before it hung']);
  await expect(api.call('applyRemedy', params(id, 'restart-app'))).rejects.toMatchObject({ problem: { code: 'finding-gone' } });
}, 400_000);

test('an app that ends again and again is told, and to each as much as they may know', async () => {
  const id = `app-restarting:${probe.id}`;
  const upgraded = await owner.ended(await box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version: '1.1.0' } }));
  expect(upgraded.status).toBe('succeeded');
  const crashing = new AbortController();
  const crashes = crashAgainAndAgain(crashing.signal);
  const finding = await toldOf(owner.person.api, id);
  crashing.abort();
  await crashes;
  expect(finding.values.count).toBeGreaterThanOrEqual(3);
  expect(finding.remedies.map(({ name }) => name)).toEqual(['restart-app', 'go-back']);

  const [told] = await toldTo(member);
  expect(told).toMatchObject({ id, app: probe.id, values: { slug: 'diary' }, remedies: [] });
  expect((await ask(member, 'POST', `/findings/${id}/remedies/restart-app`)).code).toBe('not-allowed');
  const toOperator = await toldTo(operator);
  expect(toOperator).toMatchObject([{ id, app: null, values: { program: told.values.program }, remedies: [] }]);
  expect(JSON.stringify(toOperator)).not.toContain('diary');
  expect((await ask(operator, 'POST', `/findings/${id}/remedies/go-back`)).code).toBe('not-allowed');
  expect(await toldTo(foreign)).toEqual([]);
  expect((await ask(foreign, 'POST', `/findings/${id}/remedies/go-back`)).code).toBe('finding-gone');
});

test('going back to the version before mends it', async () => {
  const id = `app-restarting:${probe.id}`;
  const started = await owner.person.api.call('applyRemedy', params(id, 'go-back'));
  expect((await owner.ended(started)).status).toBe('succeeded');
  expect((await owner.app(probe.id)).version).toBe('1.0.0');
  await noLongerTold(owner.person.api, id);
});

test('an update that waits is told, and made by the button; one that wants more has none', async () => {
  const id = `update-waiting:${probe.id}`;
  const finding = await toldOf(owner.person.api, id);
  expect(finding).toMatchObject({ severity: 'notice', case: 'ready', remedies: [{ name: 'update-app' }] });
  await box.restartAgent();
  expect((await toldOf(box.root, id)).since).toBe(finding.since);
  const started = await owner.person.api.call('applyRemedy', params(id, 'update-app'));
  expect((await owner.ended(started)).status).toBe('succeeded');
  await noLongerTold(owner.person.api, id);
});

test('after all that nothing is told and nothing left lying about', async () => {
  expect(await findingsOf(owner.person.api)).toEqual([]);
  expect(mess(await world(box.host), box.host)).toEqual([]);
});

/** As soon as it runs again. */
async function crashAgainAndAgain(stopped: AbortSignal) {
  while (!stopped.aborted) {
    if ((await owner.app(probe.id)).status === 'running') await signal('SIGKILL').catch(() => undefined);
    await sleep(500);
  }
}
