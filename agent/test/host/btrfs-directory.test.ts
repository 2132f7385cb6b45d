import { chown, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBtrfsDirectory, isMountPoint, unmountBtrfsDirectory } from '../../src/host/btrfs-directory.ts';

let home: string;
let dir: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-btrfs-'));
  dir = join(home, 'with a blank');
});
afterAll(async () => {
  await unmountBtrfsDirectory(dir);
  await rm(home, { recursive: true });
});

test('makes a sparse file where there is no btrfs, and mounts it', async () => {
  await ensureBtrfsDirectory(dir, 1024 ** 3);
  expect(await isMountPoint(dir)).toBe(true);
  const image = await stat(`${dir}.btrfs`);
  expect(image.size).toBe(1024 ** 3);
  expect(image.blocks * 512).toBeLessThan(64 * 1024 ** 2);
});

test('does nothing the second time', async () => {
  expect(await ensureBtrfsDirectory(dir)).toBe('mounted');
});

test('brings the data back after a reboot', async () => {
  await writeFile(join(dir, 'kept'), 'yes');
  expect(await unmountBtrfsDirectory(dir)).toBe(true);
  await ensureBtrfsDirectory(dir);
  expect(await readFile(join(dir, 'kept'), 'utf8')).toBe('yes');
});

test('mounts nothing that somebody else made, and follows no link of theirs', async () => {
  const trap = join(home, 'trap');
  await writeFile(`${trap}.btrfs`, '', { mode: 0o600 });
  await chown(`${trap}.btrfs`, 65534, 65534);
  await expect(ensureBtrfsDirectory(trap)).rejects.toThrow('is not root’s alone');
  await writeFile(join(home, 'precious'), 'mine');
  await symlink(join(home, 'precious'), join(home, 'linked.btrfs.new'));
  await ensureBtrfsDirectory(join(home, 'linked'), 1024 ** 3);
  expect(await unmountBtrfsDirectory(join(home, 'linked'))).toBe(true);
  expect(await readFile(join(home, 'precious'), 'utf8')).toBe('mine');
});

test('uses a directory that is on btrfs already, and never unmounts it', async () => {
  const inside = join(dir, 'inside');
  expect(await ensureBtrfsDirectory(inside)).toBe('already on btrfs');
  expect(await unmountBtrfsDirectory(inside)).toBe(false);
});

test('hides nobody’s files under a mount', async () => {
  const used = join(home, 'used');
  await mkdir(used);
  await writeFile(join(used, 'letter'), 'dear');
  await expect(ensureBtrfsDirectory(used)).rejects.toThrow('holds files and is not on btrfs');
  await expect(ensureBtrfsDirectory(join(used, 'letter'))).rejects.toThrow('is a file');
});
