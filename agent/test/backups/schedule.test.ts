import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/host/run.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { type BackupServer, restServer } from './servers.ts';

const supplies = '/sys/class/power_supply';
let box: Installation;
let owner: BackupOwner;
let server: BackupServer;
let target: Target;
let probe: AppDetail;
/** Seen by the whole machine as long as the test takes: a UPS that can be told that the mains are gone. */
let battery: string;

beforeAll(async () => {
  battery = await mkdtemp(join(tmpdir(), 'percloud-battery-'));
  await mkdir(join(battery, 'ups'));
  await writeFile(join(battery, 'ups/type'), 'UPS\n');
  await mains(true);
  await run('mount', ['--bind', battery, supplies]);
  box = await startInstallation();
  owner = await BackupOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  server = await restServer();
  ({ target } = await owner.addPlace(server.place));
  // So long ago that a busy machine keeps it no longer.
  const due = new Date(Date.now() - 3 * 3_600_000);
  const at = [due.getHours(), due.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  const params = { percloud: owner.percloud, target: target.id };
  await box.root.call('changeBackupTarget', { params, body: { schedule: { every: 'day', at, weekday: 0 } } });
});
afterAll(async () => {
  await box?.stop();
  await server?.remove();
  await run('umount', [supplies]);
  await rm(battery, { recursive: true, force: true });
});

const mains = (isThere: boolean) => writeFile(join(battery, 'ups/status'), isThere ? 'Charging\n' : 'Discharging\n');
const clock = (ahead: string) =>
  box.restartAgent({
    LD_PRELOAD: `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`,
    ...{ FAKETIME: ahead, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
  });
const state = async () => {
  const [found] = await owner.person.api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  return found;
};
const made = async () => (await box.root.call('listOperations', { query: {} })).filter(({ kind }) => kind === 'backup.make');
/** Longer than from one look to the next. */
const aLookLater = () => sleep(65_000);

test('after ten days off, on a battery, it waits for the mains', async () => {
  await mains(false);
  await clock('+10d');
  await aLookLater();
  expect(await made()).toEqual([]);
  expect(await box.root.call('listBackupTargets', { params: { percloud: owner.percloud } })).toMatchObject([{ waitsFor: 'battery' }]);
});

test('then what was missed is made up for once, and stands still while the mains are gone', async () => {
  await owner.person.fetch(`${probe.url}/fill?megabytes=30`, { method: 'POST' });
  const params = { percloud: owner.percloud, target: target.id };
  await box.root.call('changeBackupTarget', { params, body: { limitBytesPerSecond: 1_000_000 } });
  await mains(true);
  const running = async () => (await made()).at(0);
  await expect.poll(async () => (await running())?.progress?.doneBytes ?? 0, { timeout: 90_000 }).toBeGreaterThan(0);
  expect((await running())?.startedBy).toEqual({ name: 'Percloud', person: null });
  await mains(false);
  await expect.poll(async () => (await running())?.progress?.standsStillFor, { timeout: 20_000 }).toBe('battery');
  const before = (await running())?.progress?.doneBytes;
  await sleep(6_000);
  expect((await running())?.progress).toMatchObject({ standsStillFor: 'battery', doneBytes: before });
  await mains(true);
  await expect.poll(async () => (await running())?.status, { timeout: 120_000, interval: 500 }).toBe('succeeded');
  expect(await state()).toMatchObject({ backups: 1, waitsFor: null });
});

test('a clock that was ten days ahead and is set right brings no more than one', async () => {
  await box.restartAgent();
  await aLookLater();
  expect((await made()).length).toBeLessThanOrEqual(2);
  await expect.poll(async () => (await made()).every(({ status }) => status === 'succeeded'), { timeout: 60_000 }).toBe(true);
});
