import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { BackupOwner } from './backup-owner.ts';
import { type BackupServer, restServer } from './servers.ts';

const faults = join(tmpdir(), `percloud-faults-${process.pid}.json`);
const env = { PERCLOUD_FAULTS: faults };
let box: Installation;
let owner: BackupOwner;
let server: BackupServer;
let probe: AppDetail;

beforeAll(async () => {
  box = await startInstallation({ env });
  owner = await BackupOwner.claim(box);
  server = await restServer();
  probe = await owner.install('probe');
  await owner.open(probe);
  await owner.write(probe, 'before');
});
afterAll(async () => {
  await box?.stop();
  await server?.remove();
  await rm(faults, { force: true });
});

const params = (target: string) => ({ percloud: owner.percloud, target });
const keysOf = async (target: string) => {
  const keys = await owner.person.api.call('listBackupKeys', { params: params(target) });
  return keys.map(({ of }) => of).toSorted();
};

test('a place in which nothing was made yet when the power went gets it with its words', async () => {
  const { api } = owner.person;
  const { id } = await api.call('addBackupTarget', { params: { percloud: owner.percloud }, body: { place: server.place } });
  await Promise.all([box.agent.kill(), server.kill()]);
  await rm(join(server.directory, 'ada'), { recursive: true });
  await Promise.all([box.startAgent({ env }), server.start()]);
  expect((await owner.writeWords(id)).target).toMatchObject({ state: 'ready' });
  expect(await owner.backUp({ id })).toMatchObject({ status: 'succeeded' });
  expect(await keysOf(id)).toEqual(['this-box', 'words']);
});

test('new words that could not be noted are noted the next time, and no others open the place then', async () => {
  const { api } = owner.person;
  const [target] = await api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  const id = target?.id ?? '';
  const { words, ask } = await api.call('makeRecoveryWords', { params: params(id) });
  const confirm = () => api.call('confirmRecoveryWords', { params: params(id), body: { words: ask.map((at) => words[at - 1] ?? '') } });
  const refused = refuseWrites(box.host, 'UPDATE ON backup_target');
  await expect(confirm()).rejects.toMatchObject({ problem: { code: 'internal' } });
  // The old ones are still there.
  expect(await keysOf(id)).toEqual(['other', 'this-box', 'words']);
  refused.allow();
  expect(await confirm()).toMatchObject({ state: 'ready' });
  expect(await keysOf(id)).toEqual(['this-box', 'words']);
  expect(await owner.backUp({ id })).toMatchObject({ status: 'succeeded' });
});

test('words that were replaced open nothing any more, also where the power went before they were shut out', async () => {
  const { api } = owner.person;
  const [target] = await api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  const id = target?.id ?? '';
  await writeFile(faults, JSON.stringify([{ kind: 'backup.words', step: 'note', when: 'after', action: 'kill' }]));
  await expect(owner.writeWords(id)).rejects.toThrow();
  await box.agent.exited();
  await box.startAgent({ env });
  expect(await keysOf(id)).toEqual(['other', 'this-box', 'words']);
  expect(await owner.backUp({ id })).toMatchObject({ status: 'succeeded' });
  expect(await keysOf(id)).toEqual(['this-box', 'words']);
});

test('whose key is gone already is shut out all the same', async () => {
  const { api } = owner.person;
  const [target] = await api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  const id = target?.id ?? '';
  // As where the box was told of it no more: it goes by a key that is not there.
  const database = new Database(paths(box.host).database);
  database.prepare(`UPDATE backup_target SET wordsKey = ? WHERE id = ?`).run('0'.repeat(64), id);
  database.close();
  await box.restartAgent(env);
  expect((await owner.writeWords(id)).target).toMatchObject({ state: 'ready' });
  expect(await keysOf(id)).toContain('words');
});

test('a percloud is brought to an empty box once, also where the button is pressed twice', async () => {
  const [target] = await owner.person.api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  const { words } = await owner.writeWords(target?.id ?? '');
  const empty = await startInstallation();
  try {
    const person = empty.visitor();
    const { code } = await empty.root.call('getClaimCode');
    const { recovery, perclouds } = await person.api.call('openRecovery', { body: { code: code ?? '', place: server.place, words } });
    const body = { percloud: owner.percloud, backup: perclouds[0]?.backups[0]?.id ?? '' };
    const start = () => person.api.call('startRecovery', { params: { recovery }, body });
    const outcomes = await Promise.allSettled([start(), start()]);
    const began = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(began).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { problem: { code: 'busy' } } });
    const again = new AppOwner(empty, person, owner.percloud);
    for (const operation of began[0]?.operations ?? []) expect((await again.ended(operation)).status).toBe('succeeded');
    const back = await again.app(probe.id);
    await again.open(back);
    expect(await again.read(back)).toEqual(['before']);
  } finally {
    await empty.stop();
  }
});
