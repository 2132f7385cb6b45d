import { readFile } from 'node:fs/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import type { Release } from '@percloud/contract/catalog';
import type { Manifest } from '@percloud/contract/manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotDir, volumeDir } from '../../src/apps/layout.ts';
import { ProbeCatalog, removeImagesOf } from '../disturbances/probe-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { type BackupServer, restServer } from './servers.ts';

let published: ProbeCatalog;
let box: Installation;
let owner: BackupOwner;
let server: BackupServer;
let target: Target;
let probe: AppDetail;

const hook = (script: string, timeout = '10s'): Manifest['before_backup'] => [
  { service: 'probe', command: ['node', '--eval', script], timeout },
];
/** As a database does: what it was told, as text beside it. */
const writesDown = hook(
  "fetch('http://127.0.0.1:8080/all').then((answer) => answer.json()).then(({ writes }) => require('node:fs').writeFileSync('/data/rows.txt', writes.join()))",
);
/** What it can't read stands for a file that a bad disk has changed. */
const refusesFilling = hook("process.exit(Number(require('node:fs').existsSync('/data/filling')))");
const probeWith =
  (version: string, commands: Pick<Manifest, 'before_backup' | 'check_data'>) =>
  (release: Release): Release => {
    const { manifest } = release;
    const service = manifest.services.probe;
    if (!service) throw new Error('a probe has one service');
    const named = { ...service, environment: { ...service.environment, PROBE_VERSION: version } };
    return { ...release, manifest: { ...manifest, version, ...commands, services: { ...manifest.services, probe: named } } };
  };

beforeAll(async () => {
  published = await ProbeCatalog.serve();
  const releases = {
    '1.0.0': { before_backup: writesDown },
    '1.1.0': { before_backup: hook('process.exit(3)') },
    '1.2.0': { before_backup: hook('setInterval(() => undefined, 1000)', '500ms') },
    '1.3.0': { check_data: refusesFilling },
    '1.4.0': { check_data: refusesFilling },
  };
  const made = Object.entries(releases).map(([version, commands]) => published.makeRelease('1.0.0', probeWith(version, commands)));
  await published.publish((await Promise.all(made)).map(({ release }) => release));
  box = await startInstallation({ catalog: published.catalog });
  owner = await BackupOwner.claim(box);
  await box.root.call('refreshCatalog');
  server = await restServer();
  ({ target } = await owner.addPlace(server.place));
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  expect(await owner.write(probe, 'precious')).toBe(true);
});

afterAll(async () => {
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await published?.close();
  await server?.remove();
});

async function filesOfNewest(): Promise<string[]> {
  const [newest] = await owner.backups(target);
  const params = { percloud: owner.percloud, target: target.id, backup: newest?.id ?? '', app: probe.id };
  return (await owner.person.api.call('listBackupFiles', { params, query: { path: 'data' } })).map(({ name }) => name);
}
const upgrade = async (version: string) =>
  owner.ended(await box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } }));

test('an app writes its data down before they are backed up', async () => {
  const { status, outcome } = await owner.backUp(target);
  expect(status).toBe('succeeded');
  expect(outcome).not.toHaveProperty('unprepared');
  expect(await filesOfNewest()).toContain('rows.txt');
});

test('and before an update, so that they are in the snapshot as text as well', async () => {
  expect(await owner.write(probe, 'later')).toBe(true);
  expect((await upgrade('1.1.0')).status).toBe('succeeded');
  const [snapshot] = (await owner.app(probe.id)).snapshots;
  const kept = snapshotDir(box.host, { percloud: owner.percloud, id: probe.id }, snapshot?.id ?? '');
  expect(await readFile(`${volumeDir(kept, 'data')}/rows.txt`, 'utf8')).toBe('precious,later');
});

test('one that can’t is backed up all the same, and the backup says so', async () => {
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', outcome: { unprepared: 1, sizeBytes: expect.any(Number) } });
});

test('one that takes for ever is not waited for', async () => {
  expect((await upgrade('1.2.0')).status).toBe('succeeded');
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', outcome: { unprepared: 1 } });
});

test('one that stands still has nothing to write down', async () => {
  await owner.ended(await box.root.call('stopApp', { params: owner.params(probe.id) }));
  const { status, outcome } = await owner.backUp(target);
  expect(status).toBe('succeeded');
  expect(outcome).not.toHaveProperty('unprepared');
});

test('one whose data can be read again, says the backup that is opened to prove it', async () => {
  await owner.ended(await box.root.call('startApp', { params: owner.params(probe.id) }));
  expect((await upgrade('1.3.0')).status).toBe('succeeded');
  expect(await proveNewest()).toMatchObject({ problem: null });
});

test('one whose data can’t be read is not proven, and is not updated; it goes on as it is', async () => {
  await owner.person.fetch(`${probe.url}/fill?megabytes=1`, { method: 'POST' });
  expect(await proveNewest()).toMatchObject({ problem: { code: 'backup-not-whole' } });
  expect(await upgrade('1.4.0')).toMatchObject({ status: 'failed', problem: { code: 'app-data-unreadable' } });
  expect(await owner.app(probe.id)).toMatchObject({ status: 'running', version: '1.3.0' });
  expect(await owner.write(probe, 'still')).toBe(true);
});

async function proveNewest() {
  expect((await owner.backUp(target)).status).toBe('succeeded');
  const [newest] = await owner.backups(target);
  const params = { percloud: owner.percloud, target: target.id, backup: newest?.id ?? '' };
  await owner.ended(await box.root.call('drillBackup', { params }));
  return (await owner.backups(target))[0]?.proof;
}
