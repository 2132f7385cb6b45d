import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppDetail } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootDir } from '../../src/host/root-dir.ts';
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
let words: string;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await BackupOwner.claim(installation);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  await owner.write(probe, 'kept');
  server = await restServer();
  ({ target, words } = await owner.addPlace(server.place));
  expect((await owner.backUp(target)).status).toBe('succeeded');
});

afterAll(async () => {
  await installation?.stop();
  await server?.remove();
});

async function drill() {
  const [newest] = await owner.backups(target);
  const params = { percloud: owner.percloud, target: target.id, backup: newest?.id ?? '' };
  const operation = await owner.ended(await installation.root.call('drillBackup', { params }));
  return { operation, proof: (await owner.backups(target)).find(({ id }) => id === newest?.id)?.proof };
}

test('a backup is opened where nobody sees it, and thrown away again; the app goes on', async () => {
  const was = await world(installation.host);
  const { operation, proof } = await drill();
  expect(operation).toMatchObject({ status: 'succeeded', outcome: { apps: 1, openedApps: 1 } });
  expect(proof).toMatchObject({ at: expect.any(String), problem: null });
  expect(await world(installation.host)).toEqual(was);
  expect(await owner.write(probe, 'later')).toBe(true);
});

test('restic alone opens it, as docs/rescue.md says', async () => {
  const home = await mkdtemp(join(tmpdir(), 'percloud-rescue-'));
  try {
    const page = await readFile(join(rootDir, 'docs/rescue.md'), 'utf8');
    const commands = [...page.matchAll(/^restic -r ADDRESS (snapshots|restore latest --target everything)$/gm)].map(
      ([, command]) => command,
    );
    expect(commands).toEqual(['snapshots', 'restore latest --target everything']);
    await writeFile(join(home, 'words.txt'), `${words}\n`);
    const address = `rest:${server.place.kind === 'rest' ? server.place.address.replace('://', '://ada:open%20sesame@') : ''}`;
    const env = { ...process.env, RESTIC_PASSWORD_FILE: 'words.txt', HOME: home };
    for (const command of commands) await exec('restic', ['-r', address, ...(command ?? '').split(' ')], { cwd: home, env });
    const { apps } = JSON.parse(readFileSync(join(home, 'everything/percloud.json'), 'utf8'));
    expect(apps).toMatchObject([{ id: probe.id, slug: 'probe' }]);
    const volumes = join(home, 'everything/apps', probe.id, 'volumes');
    const { stdout } = await exec('grep', ['--recursive', '--files-with-matches', 'kept', volumes]);
    expect(stdout).toContain(volumes);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('one that was damaged where it lies is told as not proven', async () => {
  const packs = join(server.directory, 'ada/data');
  expect(existsSync(packs)).toBe(true);
  for (const folder of readdirSync(packs))
    for (const name of readdirSync(join(packs, folder))) {
      const file = await open(join(packs, folder, name), 'r+');
      await file.write(Buffer.from('not what was written'), 0, 20, 8);
      await file.close();
    }
  const { operation, proof } = await drill();
  // It was looked at, which is what was asked for; what came of it stands at the backup.
  expect(operation.status).toBe('succeeded');
  expect(proof?.problem?.code).toBe('backup-damaged');
});
