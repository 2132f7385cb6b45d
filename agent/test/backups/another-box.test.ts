import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { AppDetail } from '@percloud/contract/apps';
import type { Place } from '@percloud/contract/backup-places';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../app-catalog/src/temporary-directory.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { LoopDisk } from './loop-disk.ts';
import { ownCertificate, restServer } from './servers.ts';

/** Ada's box keeps its backups on Bela's. Both belong to a person called ada: that is what the first one of a test is called. */
let friends: Installation;
let friend: BackupOwner;
let keeper: AppDetail;
let box: Installation;
let owner: BackupOwner;
let probe: AppDetail;
let target: Target;
let words: string;
let place: Place & { kind: 'box' };
const knows = ['for-ada-ada.localhost'];

beforeAll(async () => {
  friends = await startInstallation();
  friend = await BackupOwner.claim(friends);
  keeper = await friend.install('friend-backups', { slug: 'for-ada', settings: { most_gigabytes: 1, nobody_deletes: true } });
  const account = await friend.person.api.call('createAppPassword', { params: friend.params(keeper.id), body: { device: 'Ada’s box' } });
  place = { kind: 'box', address: account.url, user: account.user, password: account.password };
  box = await startInstallation({ knows });
  owner = await BackupOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});

afterAll(async () => {
  await box?.stop();
  await friends?.stop();
});

const add = (given: Place) => owner.person.api.call('addBackupTarget', { params: { percloud: owner.percloud }, body: { place: given } });
const params = () => ({ percloud: owner.percloud, target: target.id });
async function prove() {
  const [newest] = await owner.backups(target);
  return owner.ended(await owner.person.api.call('drillBackup', { params: { ...params(), backup: newest?.id ?? '' } }));
}

test('what is no box, is not there, or lets nobody in, is told before anything is kept of it', async () => {
  const server = await restServer({ appendOnly: true });
  try {
    const address = server.place.kind === 'rest' ? server.place.address : '';
    await expect(add({ ...place, address })).rejects.toMatchObject({ problem: { code: 'backup-no-box' } });
  } finally {
    await server.remove();
  }
  await expect(add({ ...place, address: 'https://for-ada-ada.localhost:1' })).rejects.toMatchObject({
    problem: { code: 'backup-target-unreachable' },
  });
  await expect(add({ ...place, password: 'guessed-guessed-guessed' })).rejects.toMatchObject({
    problem: { code: 'backup-server-refused' },
  });
  expect(await owner.person.api.call('listBackupTargets', { params: { percloud: owner.percloud } })).toEqual([]);
});

test('a percloud is kept on a friend’s box, and opens from there', async () => {
  ({ target, words } = await owner.addPlace(place));
  expect(target).toMatchObject({ kind: 'box', place: new URL(place.address).host, state: 'ready', appendOnly: true });
  expect(await owner.write(probe, 'first')).toBe(true);
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
  expect(await prove()).toMatchObject({ status: 'succeeded', outcome: { apps: 1, openedApps: 1 } });
});

test('that nobody deletes there is shown for as long as it is so', async () => {
  const settings = { most_gigabytes: 1, nobody_deletes: false };
  const changed = await friends.root.call('configureApp', { params: friend.params(keeper.id), body: { settings } });
  expect(await friend.ended(changed)).toMatchObject({ status: 'succeeded', problem: null });
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
  const listed = await owner.person.api.call('listBackupTargets', { params: { percloud: owner.percloud } });
  expect(listed).toMatchObject([{ appendOnly: false }]);
  // The password is told to nobody again.
  expect(JSON.stringify(listed)).not.toContain(place.password);
});

test('the friend’s own backups leave it out, and an earlier day of the app leaves it as it is', async () => {
  const disk = await LoopDisk.make();
  try {
    await disk.plugIn();
    const { target: own } = await friend.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
    expect(await friend.backUp(own)).toMatchObject({ status: 'succeeded', problem: null });
    const [backup] = await friend.backups(own);
    const at = { percloud: friend.percloud, target: own.id, backup: backup?.id ?? '' };
    const files = (path?: string) =>
      friend.person.api.call('listBackupFiles', { params: { ...at, app: keeper.id }, query: path === undefined ? {} : { path } });
    expect((await files()).map(({ name }) => name)).toEqual(['kept']);
    expect(await files('kept')).toEqual([]);

    expect(await owner.write(probe, 'second')).toBe(true);
    expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
    const drill = await friend.ended(await friend.person.api.call('drillBackup', { params: at }));
    expect(drill).toMatchObject({ status: 'succeeded', outcome: { apps: 1, openedApps: 1 } });
    const back = await friend.person.api.call('restoreAppFromBackup', { params: at, body: { app: keeper.id, as: 'now' } });
    expect(await friend.ended(back)).toMatchObject({ status: 'succeeded', problem: null });
    const [before] = (await friend.app(keeper.id)).snapshots;
    expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
    const rollback = await friends.root.call('rollbackApp', { params: friend.params(keeper.id), body: { snapshot: before?.id ?? '' } });
    expect(await friend.ended(rollback)).toMatchObject({ status: 'succeeded', problem: null });
  } finally {
    await disk.remove();
  }
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
  // The last three of a day.
  expect(await owner.backups(target)).toHaveLength(3);
  expect(await prove()).toMatchObject({ status: 'succeeded', outcome: { apps: 1, openedApps: 1 } });
});

test('another one that calls itself the same is not believed, and is not told the password', async () => {
  const { key, certificate } = await ownCertificate(temporaryDirectory(), `DNS:${knows[0]}`);
  const told: (string | undefined)[] = [];
  const impostor = createServer({ key: await readFile(key), cert: await readFile(certificate) }, ({ headers }, answer) => {
    told.push(headers.authorization);
    answer.end();
  });
  await friends.caddy.kill();
  try {
    await once(impostor.listen(friends.host.httpsPort, '127.0.0.1'), 'listening');
    expect(await owner.backUp(target)).toMatchObject({ status: 'failed', problem: { code: 'backup-server-changed' } });
    expect(told).toEqual([]);
  } finally {
    impostor.closeAllConnections();
    await new Promise((resolve) => impostor.close(resolve));
    await friends.caddy.start();
  }
  expect(await owner.backUp(target)).toMatchObject({ status: 'succeeded', problem: null });
});

test('on an empty box everything comes back from there', async () => {
  await box.stop();
  const empty = await startInstallation({ knows });
  try {
    const [wordsFile, secretFile] = [join(temporaryDirectory(), 'words'), join(temporaryDirectory(), 'password')];
    await writeFile(wordsFile, words, { mode: 0o600 });
    await writeFile(secretFile, place.password, { mode: 0o600 });
    const asked = ['recover', `box:${place.address}`, '--user', place.user, '--secret-file', secretFile, '--words-file', wordsFile];
    const { code, stdout } = await percloud(empty.host.dataDir, asked);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Its apps follow.')]);
    const ada = empty.visitor();
    await ada.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
    const again = new AppOwner(empty, ada, owner.percloud);
    await expect.poll(async () => (await again.apps()).map(({ status }) => status), { timeout: 120_000 }).toEqual(['running']);
    const app = await again.app(probe.id);
    await again.open(app);
    expect(await again.read(app)).toEqual(['first', 'second']);
  } finally {
    await empty.stop();
  }
});
