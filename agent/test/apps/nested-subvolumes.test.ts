import { chown, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Btrfs } from '../../src/gateways/btrfs.ts';
import { ensureBtrfsDirectory, unmountBtrfsDirectory } from '../../src/host/btrfs-directory.ts';
import { run } from '../../src/host/run.ts';

const btrfs = new Btrfs();
const app = 65534;
let home: string;
let disk: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-nested-'));
  disk = join(home, 'data');
  await ensureBtrfsDirectory(disk, 1024 ** 3);
});
afterAll(async () => {
  await unmountBtrfsDirectory(disk);
  await rm(home, { recursive: true });
});

const asApp = (...command: string[]) => run('setpriv', ['--reuid', `${app}`, '--regid', `${app}`, '--clear-groups', ...command]);

test('an app that makes subvolumes in its volume can still be removed, and nothing else with it', async () => {
  const [generation, neighbour] = [join(disk, '1'), join(disk, 'neighbour')];
  const volume = join(generation, 'volume');
  await run('chmod', ['711', home, disk]);
  await btrfs.recreateSubvolume(generation);
  await btrfs.recreateSubvolume(neighbour);
  await mkdir(join(volume, 'deep'), { recursive: true });
  for (const path of [volume, join(volume, 'deep')]) await chown(path, app, app);
  for (const name of ['-a\nb', 'deep/er', 'deep/er/est']) await asApp('btrfs', 'subvolume', 'create', join(volume, name));
  await symlink(neighbour, join(volume, 'link'));
  await btrfs.ensureGone(generation);
  expect(await readdir(disk)).toEqual(['neighbour']);
  expect(await btrfs.isSubvolume(neighbour)).toBe(true);
});
