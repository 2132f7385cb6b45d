import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImage } from '@percloud/provisioning/flash/image-file';
import { holdDisk, verifyDisk, writeDisk } from '@percloud/provisioning/flash/write-disk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insist } from '../insist.ts';

const run = (program: string, args: string[], input?: string) =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
/** Somebody on the machine may just be looking at what has appeared there. */
const letGo = (program: string, ...args: string[]) => insist(() => run(program, args));
const going = () => ({ signal: new AbortController().signal, progress: () => {} });
let home: string;
let image: string;
let disks: string[];

beforeEach(() => {
  disks = [];
  home = mkdtempSync(join(tmpdir(), 'percloud-flash-held-'));
  image = join(home, 'box.img');
  // Bytes that are not nothing: a sparse file would take them in without room.
  writeFileSync(image, Buffer.alloc(40 * 1024 ** 2, 'percloud'));
  run('wipefs', ['--all', '--quiet', image]);
  run('sfdisk', ['--quiet', image], 'label: gpt\nstart=2048, size=65536, name=config, type=uefi\n');
});
afterEach(async () => {
  for (const disk of disks) await letGo('losetup', '--detach', disk);
  rmSync(home, { recursive: true, force: true });
});

test('nobody mounts what is on a disk before it has been read back', async () => {
  const disk = loopDevice(home, 64);
  run('mkfs.ext4', ['-q', disk]);
  const at = join(home, 'mount');
  mkdirSync(at);
  const opened = await openImage(image);
  await holdDisk(disk, async (held) => {
    expect(() => run('mount', [disk, at])).toThrow(/busy|already mounted/);
    const written = await writeDisk(held, opened, going());
    await verifyDisk(held, written, going());
  });
});

test('a disk that fails while it is written is named, with what to do', async () => {
  const room = join(home, 'room');
  mkdirSync(room);
  run('mount', ['-t', 'tmpfs', '-o', 'size=20m', 'tmpfs', room]);
  try {
    const disk = loopDevice(room, 64);
    const opened = await openImage(image);
    await expect(holdDisk(disk, (held) => writeDisk(held, opened, going()))).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^${disk} (?:fails|is full)`)),
      remedy: expect.stringContaining('another card'),
    });
  } finally {
    await letGo('losetup', '--detach', disks.pop() ?? '');
    await letGo('umount', room);
  }
});

test.each([
  ['noise', Buffer.alloc(8 * 1024 ** 2, 'no table')],
  ['a few letters', Buffer.from('hello')],
])('%s is no image, whatever it is called, packed or not', async (_, bytes) => {
  writeFileSync(image, bytes);
  await expect(openImage(image)).rejects.toThrow('holds no box');
  run('zstd', ['--quiet', image]);
  await expect(openImage(`${image}.zst`)).rejects.toThrow('holds no box');
});

test('neither is the disk of another system', async () => {
  run('sfdisk', ['--quiet', image], 'label: gpt\nstart=2048, size=65536, name=EFI, type=uefi\n');
  await expect(openImage(image)).rejects.toThrow('holds no box');
});

function loopDevice(directory: string, mebibytes: number): string {
  const file = join(directory, 'disk');
  writeFileSync(file, '');
  truncateSync(file, mebibytes * 1024 ** 2);
  const disk = run('losetup', ['--find', '--show', file]).trim();
  disks.push(disk);
  return disk;
}
