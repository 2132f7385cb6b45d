import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import type { Fault } from '../../src/operations/faults.ts';
import { mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { LoopDisk } from './loop-disk.ts';
import { type BackupServer, restServer } from './servers.ts';

const exec = promisify(execFile);
let home: string;
let env: Record<string, string>;
let installation: Installation;
let owner: BackupOwner;
let server: BackupServer;
let probe: AppDetail;
let target: Target;
let words: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-faults-'));
  env = { PERCLOUD_FAULTS: join(home, 'faults.json') };
  installation = await startInstallation({ env });
  owner = await BackupOwner.claim(installation);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  server = await restServer();
  ({ target, words } = await owner.addPlace(server.place));
});

beforeEach(async () => {
  ask();
  expect(await owner.write(probe, `${Date.now()}`)).toBe(true);
});

afterAll(async () => {
  await installation?.stop();
  await server?.remove();
  await rm(home, { recursive: true, force: true });
});

const ask = (...faults: Fault[]) => writeFileSync(env.PERCLOUD_FAULTS ?? '', JSON.stringify(faults));
const params = () => ({ percloud: owner.percloud, target: target.id });
const begin = () => installation.root.call('makeBackup', { params: params() });

/** Neither snapshots for a backup nor anything half-made of an app. */
async function expectTidy() {
  const trees = join(paths(installation.host).backups, 'trees');
  expect(existsSync(trees) ? readdirSync(trees) : []).toEqual([]);
  expect(mess(await world(installation.host), installation.host)).toEqual([]);
}

const steps = ['find the place', 'take snapshots', 'save', 'forget older backups', 'clean up'];

describe('a backup', () => {
  test.each(steps)('that fails after “%s” leaves nothing behind on the box', async (step) => {
    ask({ kind: 'backup.make', step, when: 'after', action: 'fail' });
    expect((await owner.ended(await begin())).status).toBe('failed');
    await expectTidy();
  });

  test.each(steps)('whose agent is killed after “%s” is finished by the next start, once', async (step) => {
    const before = await owner.backups(target);
    ask({ kind: 'backup.make', step, when: 'after', action: 'kill' });
    const started = await begin();
    await installation.agent.exited();
    await installation.startAgent({ env });
    expect((await owner.ended(started)).status).toBe('succeeded');
    await expectTidy();
    const after = await owner.backups(target);
    // What the rule lets go of may go meanwhile.
    expect(after.filter(({ id }) => !before.some((one) => one.id === id))).toHaveLength(1);
  });
});

describe('a backup of much', () => {
  let started: Operation;

  /** Slow enough that something can happen meanwhile. */
  const underWay = async () => {
    await owner.person.api.call('changeBackupTarget', { params: params(), body: { limitBytesPerSecond: 1_000_000 } });
    await owner.person.fetch(`${probe.url}/fill?megabytes=20`, { method: 'POST' });
    started = await begin();
    await expect
      .poll(async () => (await installation.root.call('getOperation', { params: { operation: started.id } })).progress, {
        timeout: 60_000,
      })
      .toMatchObject({ totalBytes: expect.any(Number) });
  };
  const unhurried = () => owner.person.api.call('changeBackupTarget', { params: params(), body: { limitBytesPerSecond: null } });

  test('is cancelled at once, and the next one works', async () => {
    await underWay();
    await installation.root.call('cancelOperation', { params: { operation: started.id } });
    expect((await owner.ended(started, 30_000)).status).toBe('cancelled');
    await expectTidy();
    await unhurried();
    expect((await owner.backUp(target)).status).toBe('succeeded');
  });

  test('whose server dies can be ended; the app went on all the time', async () => {
    await underWay();
    await server.kill();
    expect(await owner.write(probe, 'meanwhile')).toBe(true);
    // Restic goes on trying for a while: somebody who does not want to wait cancels.
    await sleep(3_000);
    await installation.root.call('cancelOperation', { params: { operation: started.id } });
    expect((await owner.ended(started, 60_000)).status).toBe('cancelled');
    await expectTidy();
    await server.start();
    await unhurried();
    expect((await owner.backUp(target)).status).toBe('succeeded');
  });

  test('whose restic is killed fails, and its lock keeps nobody out', async () => {
    await underWay();
    await exec('pkill', ['--signal', 'KILL', '--full', `repository-file=${installation.host.dataDir}`]);
    expect((await owner.ended(started)).status).toBe('failed');
    await expectTidy();
    await unhurried();
    expect((await owner.backUp(target)).status).toBe('succeeded');
  });

  test('whose disk is torn out fails, and leaves nothing mounted; the app went on', async () => {
    const disk = await LoopDisk.make({ megabytes: 400, name: 'Torn' });
    await disk.plugIn();
    try {
      const torn = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
      const at = { percloud: owner.percloud, target: torn.target.id };
      await owner.person.api.call('changeBackupTarget', { params: at, body: { limitBytesPerSecond: 1_000_000 } });
      await owner.person.fetch(`${probe.url}/fill?megabytes=20`, { method: 'POST' });
      const making = await installation.root.call('makeBackup', { params: at });
      const progress = async () => (await installation.root.call('getOperation', { params: { operation: making.id } })).progress;
      await expect.poll(progress, { timeout: 60_000 }).toMatchObject({ doneBytes: expect.any(Number) });
      await disk.tearOut();
      expect(await owner.write(probe, 'meanwhile')).toBe(true);
      const ended = await owner.ended(making);
      expect([ended.status, ended.problem?.code]).toEqual(['failed', 'backup-disk-missing']);
      await expectTidy();
      expect(await readFile('/proc/mounts', 'utf8')).not.toContain(`${paths(installation.host).disks}`);
    } finally {
      await disk.remove();
    }
  });

  test('whose disk is torn out while an app comes back from it leaves the app as it is', async () => {
    const disk = await LoopDisk.make({ megabytes: 400, name: 'Torn' });
    await disk.plugIn();
    try {
      const torn = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
      await owner.person.fetch(`${probe.url}/fill?megabytes=100`, { method: 'POST' });
      expect(await owner.backUp(torn.target)).toMatchObject({ status: 'succeeded', problem: null });
      const [backup] = await owner.backups(torn.target);
      expect(await owner.write(probe, 'since then')).toBe(true);
      const at = { percloud: owner.percloud, target: torn.target.id, backup: backup?.id ?? '' };
      const body = { app: probe.id, as: 'now' } as const;
      const bringing = await owner.person.api.call('restoreAppFromBackup', { params: at, body });
      // Held where it is, so that it has not read everything already.
      const restoring = `restic restore .*repository-file=${installation.host.dataDir}`;
      const hold = () => exec('pkill', ['--signal', 'STOP', '--full', restoring]).then(() => true);
      await expect.poll(() => hold().catch(() => false), { timeout: 60_000, interval: 20 }).toBe(true);
      await disk.tearOut();
      await exec('pkill', ['--signal', 'CONT', '--full', restoring]);
      const ended = await owner.ended(bringing);
      expect([ended.status, ended.problem?.code]).toEqual(['failed', 'backup-disk-missing']);
      expect(await owner.read(probe)).toContain('since then');
      await expectTidy();
      expect(await readFile('/proc/mounts', 'utf8')).not.toContain(`${paths(installation.host).disks}`);
    } finally {
      await disk.remove();
    }
  });

  test('in a place that a box which is gone still holds works; what is older is let go another time', async () => {
    const home = await mkdtemp(join(tmpdir(), 'percloud-dead-'));
    try {
      // Another computer, where a backup was under way when it died.
      const repository = join(server.directory, 'ada');
      await writeFile(join(home, 'words'), words, { mode: 0o600 });
      const restic = `exec restic -r '${repository}' --password-file '${join(home, 'words')}' backup --stdin --stdin-filename x`;
      const dying = spawn('unshare', ['--uts', 'sh', '-c', `hostname gone && ${restic}`], { stdio: ['pipe', 'ignore', 'ignore'] });
      await expect.poll(() => readdirSync(join(repository, 'locks')).length, { timeout: 30_000 }).toBe(1);
      dying.kill('SIGKILL');
      expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
      // Whether its holder is dead, restic believes after half an hour.
      expect(readdirSync(join(repository, 'locks'))).toHaveLength(1);
      await exec('restic', ['-r', repository, '--password-file', join(home, 'words'), 'unlock', '--remove-all']);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });

  test('on a disk that is too small says that it is full, and takes nothing away', async () => {
    const disk = await LoopDisk.make({ megabytes: 24, name: 'Small' });
    await disk.plugIn();
    try {
      await owner.person.fetch(`${probe.url}/fill?megabytes=40`, { method: 'POST' });
      const small = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
      expect(await owner.backUp(small.target)).toMatchObject({ status: 'failed', problem: { code: 'backup-target-full' } });
      await expectTidy();
      await disk.pullOut();
      expect(await owner.backUp(small.target)).toMatchObject({ status: 'failed', problem: { code: 'backup-disk-missing' } });
    } finally {
      await disk.remove();
    }
  });
});

describe.each([
  ['backup.put-back', 'file', 'fetch from backup'],
  ['backup.put-back', 'file', 'create generation'],
  ['backup.bring-back', 'now', 'fetch from backup'],
  ['backup.bring-beside', 'beside', 'fetch from backup'],
] as const)('%s', (kind, as, step) => {
  test.each(['fail', 'kill'] as const)(`that is interrupted at “${step}” (%s) leaves all as it was, or finishes`, async (action) => {
    await owner.backUp(target);
    const [backup] = await owner.backups(target);
    const was = await world(installation.host);
    ask({ kind, step, when: 'after', action });
    const at = { ...params(), backup: backup?.id ?? '' };
    const restore = await (as === 'file'
      ? installation.root.call('putBackFile', { params: { ...at, app: probe.id }, body: { path: 'data' } })
      : installation.root.call('restoreAppFromBackup', { params: at, body: { app: probe.id, as } }));
    if (action === 'fail') {
      expect((await owner.ended(restore)).status).toBe('failed');
      expect(await world(installation.host)).toEqual(was);
    } else {
      await installation.agent.exited();
      await installation.startAgent({ env });
      expect((await owner.ended(restore)).status).toBe('succeeded');
    }
    await expectTidy();
  });
});
