import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generationDir, volumeDir } from '../../../agent/src/apps/layout.ts';
import { paths } from '../../../agent/src/host/host-config.ts';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';
import { temporaryDirectory } from '../../src/temporary-directory.ts';
import { Friend } from './friend.ts';

let installation: Installation;
let owner: AppOwner;
let app: Awaited<ReturnType<AppOwner['install']>>;
let friend: Friend;
const home = temporaryDirectory();
const letters = join(home, 'letters');

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
  app = await owner.install('friend-backups');
  friend = await newFriend('Ada’s box');
  await mkdir(letters);
  await writeFile(join(letters, 'one.txt'), 'Dear Bela');
});

afterAll(() => installation?.stop());

async function newFriend(device: string, changed: { password?: string } = {}) {
  const account = await owner.person.api.call('createAppPassword', { params: owner.params(app.id), body: { device } });
  return new Friend(join(home, device), { ...account, ...changed, caFile: join(paths(installation.host).ca, 'root.crt') });
}

const set = async (settings: Record<string, number | boolean>) =>
  owner.ended(await installation.root.call('configureApp', { params: owner.params(app.id), body: { settings } }));

test('what a friend keeps there comes back', async () => {
  await friend.restic('init');
  await friend.restic('backup', letters);
  await friend.restic('restore', 'latest', `--target=${join(home, 'back')}`);
  expect(await readFile(join(home, 'back', letters, 'one.txt'), 'utf8')).toBe('Dear Bela');
  expect(await friend.restic('check', '--read-data')).toContain('no errors were found');
});

test('without the password nobody gets there, nor with a way around', async () => {
  const stranger = await newFriend('stranger', { password: 'guessed-guessed-guessed' });
  await expect(stranger.restic('snapshots')).rejects.toThrow(/401/);
  const visitor = installation.visitor();
  const config = await visitor.fetch(`${app.url}/backups/config`);
  expect(config.status).not.toBe(200);
  await owner.open(app);
  for (const path of ['/config', '/backups/../config', '/backups/%2e%2e/config', '/data/'])
    expect((await owner.person.fetch(`${app.url}${path}`)).status).toBe(404);
});

test('a person who opens it reads what to do, in their language', async () => {
  for (const [language, title] of [
    ['es-ES,es;q=0.9', 'Copias de un amigo'],
    ['it', 'Backup di un amico'],
    ['de', 'Backups of a friend'],
  ] as const)
    expect((await owner.person.fetch(`${app.url}/`, { headers: { 'accept-language': language } })).text).toContain(`<h1>${title}</h1>`);
});

test('set so, nothing can be deleted from over there', async () => {
  expect(await set({ most_gigabytes: 1, nobody_deletes: true })).toMatchObject({ status: 'succeeded', problem: null });
  await writeFile(join(letters, 'two.txt'), 'Dear Bela, again');
  await friend.restic('backup', letters);
  const [{ id }] = JSON.parse(await friend.restic('snapshots', '--json', '--latest=1'));
  const refused = { method: 'DELETE', headers: { origin: app.url } };
  expect((await owner.person.fetch(`${app.url}/backups/snapshots/${id}`, refused)).status).toBe(403);
  expect(JSON.parse(await friend.restic('snapshots', '--json'))).toHaveLength(2);
});

test('when it is full the friend is told, and what is there stays', async () => {
  const { generation } = await owner.app(app.id);
  const kept = volumeDir(generationDir(installation.host, { percloud: owner.percloud, id: app.id }, generation), 'kept');
  const ballast = join(kept, 'data/00/ballast');
  await writeFile(ballast, '');
  await truncate(ballast, 1_000_000_000);
  const restart = await installation.root.call('restartApp', { params: owner.params(app.id) });
  expect(await owner.ended(restart)).toMatchObject({ status: 'succeeded', problem: null });
  await writeFile(join(letters, 'three.txt'), 'Dear Bela, once more');
  await expect(friend.restic('backup', letters)).rejects.toThrow(/507 Insufficient Storage/);
  expect(JSON.parse(await friend.restic('snapshots', '--json', '--no-lock'))).toHaveLength(2);
});
