import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import type { CheckName, RemedyName } from '@percloud/contract/health';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { ProbeCatalog, removeImagesOf } from '../disturbances/probe-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { noLongerTold, toldOf } from './findings-of.ts';
import { shortenIntermediate } from './short-lived.ts';

const faketime = `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`;
const faked = { LD_PRELOAD: faketime, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' };
let home: string;
let published: ProbeCatalog;
let box: Installation;
let owner: AppOwner;
let probe: AppDetail;

/** The agent lives so many days away from now; everybody else stays. */
const setClock = (days: number) => box.restartAgent({ ...faked, FAKETIME: `${days >= 0 ? '+' : ''}${days}d` });

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-time-'));
  published = await ProbeCatalog.serve();
  const { release } = await published.makeRelease('1.0.0');
  await published.publish([release]);
  box = await startInstallation({ catalog: published.catalog });
  owner = await AppOwner.claim(box);
  await box.root.call('refreshCatalog');
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});
afterAll(async () => {
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await published?.close();
  await rm(home, { recursive: true, force: true });
});

/** By the person who claimed the box: they are its operator as well. */
async function apply(finding: CheckName, remedy: RemedyName) {
  const operation = await owner.ended(await owner.person.api.call('applyRemedy', { params: { finding, remedy } }));
  return [operation.kind, operation.status, operation.problem?.code];
}

test('a clock that is wrong is told by the time of the catalog’s server', async () => {
  await setClock(3);
  const finding = await toldOf(box.root, 'clock-wrong');
  expect(finding).toMatchObject({ case: 'ahead', severity: 'bad', percloud: null, remedies: [] });
  expect(Number(finding.values.differenceSeconds) / 86_400).toBeCloseTo(3, 1);
});

test('a clock from before this version was made is wrong, whoever says what', async () => {
  await setClock(-400);
  await expect.poll(async () => (await toldOf(box.root, 'clock-wrong')).case).toBe('before-release');
  await setClock(0);
  await noLongerTold(box.root, 'clock-wrong');
});

test('a clock that was set while the box ran is told once it is right', async () => {
  const time = join(home, 'time');
  await writeFile(time, '+2h\n');
  await box.restartAgent({ ...faked, FAKETIME_TIMESTAMP_FILE: time, FAKETIME_NO_CACHE: '1' });
  expect(await toldOf(box.root, 'clock-wrong')).toMatchObject({ case: 'ahead' });
  await writeFile(time, '+0\n');
  const finding = await toldOf(box.root, 'clock-jumped');
  expect(finding).toMatchObject({ case: 'back', severity: 'notice', percloud: null, remedies: [] });
  expect(Number(finding.values.jumpSeconds) / 3_600).toBeCloseTo(2, 1);
  await noLongerTold(box.root, 'clock-wrong');
  await setClock(0);
});

test('a catalog that is away for days is told, and read again by the button', async () => {
  await published.server.close();
  await setClock(2);
  expect(await toldOf(box.root, 'catalog-unreachable')).toMatchObject({ case: 'lately', severity: 'notice' });
  expect(await apply('catalog-unreachable', 'refresh-catalog')).toEqual(['catalog.refresh', 'failed', 'catalog-unreachable']);
  await published.revive();
  expect(await apply('catalog-unreachable', 'refresh-catalog')).toEqual(['catalog.refresh', 'succeeded', undefined]);
  await noLongerTold(box.root, 'catalog-unreachable');
  await setClock(0);
});

test('operations of the box are seen by its operator in Activity', async () => {
  const operations = await owner.person.api.call('listOperations', { query: {} });
  expect(operations[0]).toMatchObject({ kind: 'catalog.refresh', percloud: null, status: 'succeeded' });
});

test('a certificate that is about to end is told and renewed, and who trusted the box goes on trusting it', async () => {
  const root = await readFile(`${paths(box.host).ca}/root.crt`, 'utf8');
  await shortenIntermediate(box.host, 5);
  expect(await toldOf(box.root, 'certificate-expiring')).toMatchObject({ case: 'intermediate', severity: 'bad' });
  expect(await apply('certificate-expiring', 'renew-certificates')).toEqual(['box.renew-certificates', 'succeeded', undefined]);
  await noLongerTold(box.root, 'certificate-expiring');
  expect(await readFile(`${paths(box.host).ca}/root.crt`, 'utf8')).toBe(root);
  const { ca } = paths(box.host);
  expect(Date.parse(new X509Certificate(await readFile(`${ca}/intermediate.crt`)).validTo)).toBeGreaterThan(Date.now() + 300 * 86_400_000);
  // With no other root than the one from before.
  expect((await owner.person.api.call('getMe')).name).toBe('ada');
  expect((await owner.person.fetch(`${probe.url}/version`)).status).toBe(200);
});

test('Caddy that is started again shows the new certificate', async () => {
  await box.caddy.kill('SIGKILL');
  await box.caddy.start();
  await expect.poll(async () => (await owner.person.fetch(`${probe.url}/version`).catch(() => undefined))?.status).toBe(200);
});
