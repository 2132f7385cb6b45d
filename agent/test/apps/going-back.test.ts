import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Release } from '@percloud/contract/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../src/operations/faults.ts';
import { ProbeCatalog, removeImagesOf } from '../disturbances/probe-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';
import { mess, world } from './world.ts';

let home: string;
let published: ProbeCatalog;
let installation: Installation;
let owner: AppOwner;
let probe: AppDetail;

const ask = (...faults: Fault[]) => writeFile(join(home, 'faults.json'), JSON.stringify(faults));

/** It goes on starting until it is cancelled, how slow the machine ever is. */
function patient({ manifest, ...release }: Release): Release {
  const service = manifest.services.probe;
  if (!service) throw new Error('a probe has one service');
  const probe = { ...service, healthcheck: { ...service.healthcheck, start_period: '60s' } };
  return { ...release, manifest: { ...manifest, version: '1.8.0-patient', services: { ...manifest.services, probe } } };
}

beforeAll(async () => {
  published = await ProbeCatalog.serve();
  const asBuilt = ['1.0.0', '1.1.0', '1.7.0-large'].map((version) => published.makeRelease(version));
  const made = await Promise.all([...asBuilt, published.makeRelease('1.7.0-large', patient)]);
  await published.publish(made.map(({ release }) => release));
  home = await mkdtemp(join(tmpdir(), 'percloud-faults-'));
  await ask();
  installation = await startInstallation({ catalog: published.catalog, env: { PERCLOUD_FAULTS: join(home, 'faults.json') } });
  owner = await AppOwner.claim(installation);
  await installation.root.call('refreshCatalog');
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  await owner.write(probe, 'precious');
});

afterAll(async () => {
  await installation?.stop();
  if (installation) await removeImagesOf(installation.host);
  await published?.close();
  await rm(home, { recursive: true, force: true });
});

const upgrade = (version: string) => installation.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } });

async function untilStep(operation: string, name: string) {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
    const { steps } = await installation.root.call('getOperation', { params: { operation } });
    if (steps.some((step) => step.name === name && step.status === 'running')) return;
  }
  throw new Error(`operation never came to “${name}”`);
}

test('an upgrade can be cancelled as long as it is not committed', async () => {
  const was = await world(installation.host);
  const { id } = await upgrade('1.8.0-patient');
  await untilStep(id, 'wait until healthy');
  await installation.root.call('cancelOperation', { params: { operation: id } });
  const ended = await owner.ended({ id });
  expect([ended.status, ended.problem?.code]).toEqual(['cancelled', 'cancelled']);
  expect(await world(installation.host)).toEqual(was);
  expect(await owner.read(probe)).toEqual(['precious']);
  await expect(installation.root.call('cancelOperation', { params: { operation: id } })).rejects.toMatchObject({
    problem: { code: 'not-cancellable' },
  });
});

test('a cancel survives a kill', async () => {
  const was = await world(installation.host);
  const { id } = await upgrade('1.8.0-patient');
  await untilStep(id, 'wait until healthy');
  await ask({ kind: 'app.upgrade', step: 'wait until healthy', when: 'undo-before', action: 'kill' });
  await installation.root.call('cancelOperation', { params: { operation: id } });
  await installation.agent.exited();
  await installation.startAgent();
  expect((await owner.ended({ id })).status).toBe('cancelled');
  expect(await world(installation.host)).toEqual(was);
});

test('what can’t be undone is said, keeps the data, and is cleaned up when its cause is gone', async () => {
  await installation.restartAgent({ PERCLOUD_FAULTS: join(home, 'faults.json') });
  await ask({ kind: 'app.upgrade', step: 'create generation', when: 'undo-before', action: 'fail', always: true });
  const { id } = await upgrade('1.7.0-large');
  const ended = await owner.ended({ id });
  expect(ended.status).toBe('undo-failed');
  expect(ended.steps.find(({ name }) => name === 'create generation')?.status).toBe('undo-failed');
  const broken = await owner.app(probe.id);
  expect([broken.status, broken.lastProblem?.operation]).toEqual(['broken', id]);
  // Old code must not run while the new release's data may still be there.
  expect((await world(installation.host)).containers.filter((container) => container.endsWith(' running'))).toEqual([]);

  await ask();
  await installation.root.call('retryUndo', { params: { operation: id } });
  expect((await owner.ended({ id })).status).toBe('failed');
  expect(mess(await world(installation.host), installation.host)).toEqual([]);
  expect(await owner.read(probe)).toEqual(['precious']);
  expect((await owner.app(probe.id)).status).toBe('running');
});

test('every operation is in the history, newest first, with who began it and what was done', async () => {
  const operations = await installation.root.call('listOperations', { query: { app: probe.id } });
  expect(operations.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
    'app.upgrade failed',
    'app.upgrade cancelled',
    'app.upgrade cancelled',
    'app.install succeeded',
  ]);
  expect(operations.every(({ startedBy, endedAt, steps }) => startedBy.name === 'root' && endedAt && steps.length > 5)).toBe(true);
});

test('what could not be undone stays out of the way of what comes after it', async () => {
  await ask({ kind: 'app.upgrade', step: 'create generation', when: 'undo-before', action: 'fail', always: true });
  const { id } = await upgrade('1.7.0-large');
  expect((await owner.ended({ id })).status).toBe('undo-failed');
  const { generation } = await owner.app(probe.id);

  await ask();
  expect((await owner.ended(await upgrade('1.1.0'))).status).toBe('succeeded');
  expect((await owner.app(probe.id)).generation).toBe(generation + 2);
  // Undone now, it would take away what the app stands on.
  await expect(installation.root.call('retryUndo', { params: { operation: id } })).rejects.toMatchObject({
    problem: { code: 'wrong-state' },
  });
  expect(await owner.read(probe)).toEqual(['precious']);
});
