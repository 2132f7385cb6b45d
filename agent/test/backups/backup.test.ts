import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeRecoveryWords } from '../../src/backups/recovery-words.ts';
import { paths } from '../../src/host/host-config.ts';
import { run } from '../../src/host/run.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { LoopDisk } from './loop-disk.ts';

let installation: Installation;
let owner: BackupOwner;
let disk: LoopDisk;
let probe: AppDetail;
let target: Target;
let words: string;
/** Those it had before. */
let lost: string;
const faults = join(tmpdir(), `percloud-faults-${process.pid}.json`);

beforeAll(async () => {
  installation = await startInstallation();
  owner = await BackupOwner.claim(installation);
  disk = await LoopDisk.make();
  await disk.plugIn();
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});

afterAll(async () => {
  await installation?.stop();
  await disk?.remove();
});

const params = () => ({ percloud: owner.percloud, target: target.id });

describe('a percloud on a disk that is plugged in', () => {
  test('the disk is offered by its name, those the box lives on are not', async () => {
    const disks = await owner.person.api.call('listBackupDisks', { params: { percloud: owner.percloud } });
    expect(disks.find(({ fileSystem }) => fileSystem === disk.fileSystem)).toMatchObject({ name: 'Backups', format: 'ext4' });
    const device = (await run('findmnt', ['--noheadings', '--output', 'SOURCE', '--target', installation.host.dataDir])).trim();
    const own = (await run('blkid', ['-s', 'UUID', '-o', 'value', device])).trim();
    expect(own).not.toBe('');
    expect(disks.map(({ fileSystem }) => fileSystem)).not.toContain(own);
  });

  test('nothing is kept before the words are written down', async () => {
    const place = { kind: 'disk', fileSystem: disk.fileSystem } as const;
    const percloud = { params: { percloud: owner.percloud } };
    const add = () => owner.person.api.call('addBackupTarget', { ...percloud, body: { place } });
    // Who changes their mind before leaves nothing there that nobody can open.
    const { id } = await add();
    await expect(add()).rejects.toMatchObject({ problem: { code: 'backup-target-used' } });
    const first = { params: { percloud: owner.percloud, target: id }, body: { confirm: 'Backups' } };
    await owner.person.api.call('removeBackupTarget', first);
    const made = await add();
    expect(made).toMatchObject({ state: 'needs-words', place: 'Backups', newest: null, nextAt: null });
    target = made;
    await expect(owner.person.api.call('makeBackup', { params: params() })).rejects.toMatchObject({
      problem: { code: 'backup-words-needed' },
    });
    const shown = await owner.person.api.call('makeRecoveryWords', { params: params() });
    const said = shown.ask.map((number) => shown.words[number - 1] ?? '');
    const wrong = [said[0] ?? '', 'zoo', said[2] ?? ''];
    await expect(owner.person.api.call('confirmRecoveryWords', { params: params(), body: { words: wrong } })).rejects.toMatchObject({
      problem: { code: 'backup-words-not-right', fields: [{ path: 'body.words.1' }] },
    });
    words = shown.words.join(' ');
    expect(await owner.person.api.call('confirmRecoveryWords', { params: params(), body: { words: said } })).toMatchObject({
      state: 'ready',
    });
  });

  test('a backup is made while the app is written to', async () => {
    expect(await owner.write(probe, 'before')).toBe(true);
    expect((await owner.backUp(target)).status).toBe('succeeded');
    const [backup] = await owner.backups(target);
    expect(backup).toMatchObject({ apps: [{ id: probe.id, catalogApp: 'probe', version: '1.0.0' }], proof: null });
    expect(backup?.files).toBeGreaterThan(2);
  });

  test('its files can be looked at and fetched', async () => {
    const [backup] = await owner.backups(target);
    const at = { ...params(), backup: backup?.id ?? '', app: probe.id };
    const volumes = await owner.person.api.call('listBackupFiles', { params: at, query: {} });
    expect(volumes.map(({ kind }) => kind)).toEqual(['folder']);
    const files = await owner.person.api.call('listBackupFiles', { params: at, query: { path: volumes[0]?.name ?? '' } });
    expect(files.length).toBeGreaterThan(0);
    await expect(owner.person.api.call('listBackupFiles', { params: at, query: { path: '../secrets' } })).rejects.toMatchObject({
      problem: { code: 'bad-input' },
    });
  });

  test('the app comes back as it was then; what it was since is kept as a snapshot', async () => {
    expect(await owner.write(probe, 'after')).toBe(true);
    const [backup] = await owner.backups(target);
    const started = await owner.person.api.call('restoreAppFromBackup', {
      params: { ...params(), backup: backup?.id ?? '' },
      body: { app: probe.id, as: 'now' },
    });
    const ended = await owner.ended(started);
    expect([ended.status, ended.problem]).toEqual(['succeeded', null]);
    expect(await owner.read(await owner.app(probe.id))).toEqual(['before']);
    expect((await owner.app(probe.id)).snapshots).toHaveLength(1);
  });

  test('one file comes back to where it was; a folder that holds nothing of the kind is told', async () => {
    expect(await owner.write(probe, 'after')).toBe(true);
    const [backup] = await owner.backups(target);
    const at = { ...params(), backup: backup?.id ?? '', app: probe.id };
    const put = (path: string) => owner.person.api.call('putBackFile', { params: at, body: { path } });
    const ended = await owner.ended(await put('data/writes.txt'));
    expect([ended.kind, ended.status, ended.problem]).toEqual(['backup.put-back', 'succeeded', null]);
    expect(await owner.read(await owner.app(probe.id))).toEqual(['before']);
    expect((await owner.app(probe.id)).snapshots).toHaveLength(2);
    await expect(put('data/nothing')).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(put('../secrets')).rejects.toMatchObject({ problem: { code: 'bad-input' } });
  });

  test('and beside what it is now', async () => {
    expect(await owner.write(probe, 'later')).toBe(true);
    const [backup] = await owner.backups(target);
    const started = await owner.person.api.call('restoreAppFromBackup', {
      params: { ...params(), backup: backup?.id ?? '' },
      body: { app: probe.id, as: 'beside' },
    });
    expect((await owner.ended(started)).status).toBe('succeeded');
    const beside = (await owner.apps()).find(({ id }) => id !== probe.id);
    if (!beside) throw new Error('no second app');
    await owner.open(beside);
    expect(await owner.read(beside)).toEqual(['before']);
    expect(await owner.read(probe)).toEqual(['before', 'later']);
  });

  test('a paper that is lost is replaced: the place gets new words', async () => {
    lost = words;
    const { api } = owner.person;
    const shown = await api.call('makeRecoveryWords', { params: params() });
    // Until they are said back, nothing has changed.
    expect((await api.call('listBackupKeys', { params: params() })).map(({ of }) => of).sort()).toEqual(['this-box', 'words']);
    await api.call('confirmRecoveryWords', { params: params(), body: { words: shown.ask.map((number) => shown.words[number - 1] ?? '') } });
    words = shown.words.join(' ');
    expect((await api.call('listBackupKeys', { params: params() })).map(({ of }) => of).sort()).toEqual(['this-box', 'words']);
    expect((await owner.backUp(target)).status).toBe('succeeded');
  });

  test('a place that was given up is used again by its words, and by no others', async () => {
    const place = { kind: 'disk', fileSystem: disk.fileSystem } as const;
    const { api } = owner.person;
    await api.call('removeBackupTarget', { params: params(), body: { confirm: 'Backups' } });
    const add = (typed?: string) => api.call('addBackupTarget', { params: { percloud: owner.percloud }, body: { place, words: typed } });
    await expect(add()).rejects.toMatchObject({ problem: { code: 'backup-target-used' } });
    for (const wrong of [makeRecoveryWords(), lost])
      await expect(add(wrong)).rejects.toMatchObject({ problem: { code: 'backup-wrong-key' } });
    target = await add(words);
    expect(target).toMatchObject({ state: 'ready', backups: 2 });
  });

  test('an empty box takes the whole percloud by its words; its owner signs in as before', async () => {
    expect((await owner.backUp(target)).status).toBe('succeeded');
    await installation.stop();
    const empty = await startInstallation();
    try {
      const place = { kind: 'disk', fileSystem: disk.fileSystem } as const;
      const { code } = await empty.root.call('getClaimCode');
      const person = empty.visitor();
      const open = (typed: string, claimCode = code ?? '') =>
        person.api.call('openRecovery', { body: { code: claimCode, place, words: typed } });
      await expect(open(words, 'AAAA-AAAA')).rejects.toMatchObject({ problem: { code: 'wrong-claim-code' } });
      await expect(open(words.replace(/ \w+$/, ' zzz'))).rejects.toMatchObject({
        problem: { code: 'backup-word-unknown', values: { place: 24, word: 'zzz' } },
      });
      await expect(open(makeRecoveryWords())).rejects.toMatchObject({ problem: { code: 'backup-wrong-key' } });
      const { recovery, perclouds } = await open(`  ${words.toUpperCase()} `);
      expect(perclouds).toMatchObject([{ percloud: owner.percloud, slug: 'ada', owners: ['Ada'], backups: [{}, {}, {}] }]);
      const { operations } = await person.api.call('startRecovery', {
        params: { recovery },
        body: { percloud: owner.percloud, backup: perclouds[0]?.backups[0]?.id ?? '' },
      });
      expect(operations).toHaveLength(2);
      // Who held the words is signed in, and looks after the box.
      expect(await person.api.call('getMe')).toMatchObject({
        name: 'ada',
        grants: expect.arrayContaining([expect.objectContaining({ role: 'operator' })]),
      });
      const again = new AppOwner(empty, person, owner.percloud);
      for (const operation of operations) expect((await again.ended(operation)).status).toBe('succeeded');
      const back = await again.app(probe.id);
      await again.open(back);
      expect(await again.read(back)).toEqual(['before', 'later']);
      expect(await again.write(back, 'on the new box')).toBe(true);
    } finally {
      await empty.stop();
    }
  });

  test('one that dies as soon as the percloud is its own brings the apps at its next start', async () => {
    const empty = await startInstallation({ env: { PERCLOUD_FAULTS: faults } });
    try {
      const person = empty.visitor();
      const place = { kind: 'disk', fileSystem: disk.fileSystem } as const;
      const { code } = await empty.root.call('getClaimCode');
      const { recovery, perclouds } = await person.api.call('openRecovery', { body: { code: code ?? '', place, words } });
      await writeFile(faults, JSON.stringify([{ kind: 'backup.recover', step: 'take', when: 'after', action: 'kill' }]));
      const body = { percloud: owner.percloud, backup: perclouds[0]?.backups[0]?.id ?? '' };
      await expect(person.api.call('startRecovery', { params: { recovery }, body })).rejects.toThrow();
      await empty.agent.exited();
      await empty.startAgent();
      await person.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
      const again = new AppOwner(empty, person, owner.percloud);
      const status = () => again.app(probe.id).then((app) => app.status);
      await expect.poll(() => status().catch(() => 'not yet here'), { timeout: 180_000 }).toBe('running');
      await again.open(await again.app(probe.id));
      expect(await again.read(await again.app(probe.id))).toEqual(['before', 'later']);
      const brought = (await empty.root.call('listOperations', { query: {} })).filter(({ kind }) => kind === 'backup.bring-beside');
      expect(brought).toHaveLength(2);
      for (const operation of brought) await again.ended(operation);
    } finally {
      await empty.stop();
      await rm(faults, { force: true });
    }
  });

  test('from a disk without room for a key it comes back as well; the box gets its own as soon as there is room', async () => {
    await disk.fill();
    const empty = await startInstallation();
    try {
      const person = empty.visitor();
      const place = { kind: 'disk', fileSystem: disk.fileSystem } as const;
      const { code } = await empty.root.call('getClaimCode');
      const { recovery, perclouds } = await person.api.call('openRecovery', { body: { code: code ?? '', place, words } });
      const body = { percloud: owner.percloud, backup: perclouds[0]?.backups[0]?.id ?? '' };
      const { operations } = await person.api.call('startRecovery', { params: { recovery }, body });
      const again = new BackupOwner(empty, new AppOwner(empty, person, owner.percloud));
      for (const operation of operations) expect((await again.ended(operation)).status).toBe('succeeded');
      const back = await again.app(probe.id);
      await again.open(back);
      expect(await again.read(back)).toEqual(['before', 'later']);

      const [kept] = await person.api.call('listBackupTargets', { params: { percloud: owner.percloud } });
      if (!kept) throw new Error('it has no place for its backups');
      expect(kept.keepsWords).toBe(true);
      const boxKey = join(paths(empty.host).backups, 'targets', kept.id, 'box-key');
      expect([await readFile(boxKey, 'utf8'), (await stat(boxKey)).mode & 0o777]).toEqual([words, 0o600]);
      expect(await again.backUp(kept)).toMatchObject({ status: 'failed', problem: { code: 'backup-target-full' } });
      await disk.makeRoom();
      expect(await again.backUp(kept)).toMatchObject({ status: 'succeeded', problem: null });
      expect(await readFile(boxKey, 'utf8')).not.toContain(' ');
      expect(await again.backUp(kept)).toMatchObject({ status: 'succeeded', problem: null });
      expect(await person.api.call('listBackupTargets', { params: { percloud: owner.percloud } })).toMatchObject([{ keepsWords: false }]);
      const keys = await person.api.call('listBackupKeys', { params: { percloud: owner.percloud, target: kept.id } });
      expect(keys.map(({ of }) => of).slice(0, 2)).toEqual(['words', 'this-box']);
      const shown = await person.api.call('makeRecoveryWords', { params: { percloud: owner.percloud, target: kept.id } });
      const said = shown.ask.map((number) => shown.words[number - 1] ?? '');
      await person.api.call('confirmRecoveryWords', { params: { percloud: owner.percloud, target: kept.id }, body: { words: said } });
      const add = { percloud: owner.percloud };
      await person.api.call('removeBackupTarget', { params: { ...add, target: kept.id }, body: { confirm: 'Backups' } });
      await expect(person.api.call('addBackupTarget', { params: add, body: { place, words } })).rejects.toMatchObject({
        problem: { code: 'backup-wrong-key' },
      });
    } finally {
      await empty.stop();
    }
  });
});
