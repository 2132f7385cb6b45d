import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { BackupOwner } from './backup-owner.ts';
import { type BackupServer, restServer } from './servers.ts';

const exec = promisify(execFile);
let installation: Installation;
let owner: BackupOwner;
let server: BackupServer;
let probe: AppDetail;
let target: Target;
let home: string;

/** Whoever has the words can write backups of their own: what they put in is believed as little as what a browser sends. */
beforeAll(async () => {
  installation = await startInstallation();
  owner = await BackupOwner.claim(installation);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  await owner.write(probe, 'kept');
  server = await restServer();
  const place = await owner.addPlace(server.place);
  target = place.target;
  home = await mkdtemp(join(tmpdir(), 'percloud-forged-'));
  await writeFile(join(home, 'words'), place.words);
  await owner.backUp(target);
});

afterAll(async () => {
  await installation?.stop();
  await server?.remove();
  await rm(home, { recursive: true, force: true });
});

/** Takes the newest backup apart, changes it, and puts it back beside the box's own; then the box makes one, and sees it. */
async function forge(change: (app: string) => Promise<unknown>): Promise<string> {
  const tree = join(home, 'tree');
  await rm(tree, { recursive: true, force: true });
  const address = server.place.kind === 'rest' ? `rest:${server.place.address.replace('://', '://ada:open%20sesame@')}` : '';
  const restic = (args: string[], cwd = home) => exec('restic', ['-r', address, '--password-file', join(home, 'words'), ...args], { cwd });
  const before = (await owner.backups(target)).map(({ id }) => id);
  await restic(['restore', before[0] ?? '', '--target', tree]);
  await change(join(tree, 'apps', probe.id));
  await restic(['backup', '--host', owner.percloud, '--tag', 'forged', '.'], tree);
  expect((await owner.backUp(target)).status).toBe('succeeded');
  const { stdout } = await restic(['snapshots', '--json', '--tag', 'forged', '--latest', '1']);
  return JSON.parse(stdout).at(-1).id;
}

const bringBack = async (backup: string) =>
  owner.ended(
    await installation.root.call('restoreAppFromBackup', {
      params: { percloud: owner.percloud, target: target.id, backup },
      body: { app: probe.id, as: 'now' },
    }),
  );

test('a manifest that was written by hand runs nothing: the published release of that version does', async () => {
  const backup = await forge(async (app) => {
    const file = join(app, 'release/release.json');
    const release = JSON.parse(await readFile(file, 'utf8'));
    release.manifest.permissions = { egress: 'internet' };
    await writeFile(file, JSON.stringify(release));
  });
  expect((await bringBack(backup)).status).toBe('succeeded');
  const { networks } = await world(installation.host);
  expect(networks).toHaveLength(1);
  expect(networks[0]).toMatch(/ internal$/);
  expect(await owner.read(await owner.app(probe.id))).toEqual(['kept']);
});

test.each(['volumes/data', 'release', 'secrets'])('a link in place of %s leads nowhere: nothing is changed', async (part) => {
  const backup = await forge(async (app) => {
    await rename(join(app, part), join(home, `was-${Date.now()}`));
    await symlink('/etc', join(app, part));
  });
  const was = await world(installation.host);
  // A release that can't be read is refused before anything begins.
  const ended = await bringBack(backup).catch((error: unknown) => ({ status: 'refused', problem: error }));
  expect(ended.status).not.toBe('succeeded');
  expect(await world(installation.host)).toEqual(was);
  expect(await owner.read(await owner.app(probe.id))).toEqual(['kept']);
});
