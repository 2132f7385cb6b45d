import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openImage } from '@percloud/provisioning/flash/image-file';
import { type HeldDisk, holdDisk, verifyDisk, writeDisk } from '@percloud/provisioning/flash/write-disk';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rootDir } from '../../src/host/root-dir.ts';

/** Small, with a table and a FAT where a real one has them; the rest is noise, with half a block of 4 MiB at its end. */
const imageBytes = 42 * 1024 ** 2;
const configPlace = '@@1048576';
const run = (program: string, args: string[], input?: string) => execFileSync(program, args, { input, encoding: 'utf8' });
const going = () => ({ signal: new AbortController().signal, progress: () => {} });
let home: string;
let image: string;
let disk: string;
let template: Buffer;

beforeAll(() => {
  const path = join(mkdtempSync(join(tmpdir(), 'percloud-flash-')), 'template.img');
  writeFileSync(path, randomBytes(imageBytes));
  run('wipefs', ['--all', '--quiet', path]);
  run('sfdisk', ['--quiet', path], 'label: gpt\nstart=2048, size=65536, name=config, type=uefi\n');
  run('mformat', ['-i', path + configPlace, '-T', '65536', '-h', '64', '-s', '32', '::']);
  template = readFileSync(path);
  rmSync(join(path, '..'), { recursive: true });
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'percloud-flash-'));
  image = join(home, 'box.img');
  writeFileSync(image, template);
  disk = loopDevice(64 * 1024 ** 2);
});
afterEach(() => {
  run('losetup', ['--detach', disk]);
  rmSync(home, { recursive: true, force: true });
});

const name = () => disk.replace('/dev/', '');
const sure = () => ['--any-disk', '--confirm', name()];

test('writes, verifies and puts the settings on it; the password stands nowhere else', async () => {
  const wifi = ['--wifi-ssid', 'Library', '--wifi-country', 'ES', '--wifi-password-stdin'];
  const { code, stdout, stderr } = await flash([image, disk, ...sure(), '--hostname', 'library', ...wifi], 'open sesame 1\n');
  expect(stderr).toContain('Read it back and compare');
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/is ready[\s\S]*http:\/\/library\.local/) });
  expect(run('mtype', ['-i', disk + configPlace, '::percloud.yaml'])).toContain('password: open sesame 1');
  expect(stdout + stderr).not.toContain('open sesame');
  const behind = 33 * 1024 ** 2;
  expect(bytesOf(disk, behind, imageBytes - behind).equals(template.subarray(behind))).toBe(true);
});

test('unpacks an .img.zst whose sum is right, and refuses one whose sum is not', async () => {
  run('zstd', ['--quiet', image]);
  const packed = `${image}.zst`;
  writeFileSync(`${image}.sha256`, `${sumOf(image)}  box.img\n${sumOf(packed)}  box.img.zst\n`);
  expect((await flash([packed, disk, ...sure()])).code).toBe(0);
  expect(bytesOf(disk, 0, imageBytes).equals(template)).toBe(true);
  flipBit(packed, 5_000_000);
  const { code, stderr } = await flash([packed, disk, ...sure()]);
  expect(code).toBe(1);
  expect(stderr).toContain('is damaged: its sum');
});

test('an .img.zst that breaks off is refused before the disk is touched', async () => {
  run('zstd', ['--quiet', image]);
  truncateSync(`${image}.zst`, 30 * 1024 ** 2);
  fillBeginning(disk);
  const { code, stderr } = await flash([`${image}.zst`, disk, ...sure()]);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('is damaged') });
  expect(bytesOf(disk, 0, 1024 ** 2).equals(template.subarray(0, 1024 ** 2))).toBe(true);
});

test('one that turns out damaged at its end leaves a disk that does not start', async () => {
  run('zstd', ['--quiet', image]);
  flipBit(`${image}.zst`, 30 * 1024 ** 2);
  fillBeginning(disk);
  const { code, stderr } = await flash([`${image}.zst`, disk, ...sure()]);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('can’t be unpacked to its end') });
  expect(isEmptied(disk)).toBe(true);
});

test('notices one bit that is other than what was written', async () => {
  const opened = await openImage(image);
  await holdDisk(disk, async (held) => {
    const written = await writeDisk(held, opened, going());
    await verifyDisk(held, written, going());
    flipBit(disk, imageBytes - 10);
    await expect(verifyDisk(held, written, going())).rejects.toThrow('does not hold what was written');
  });
});

test('a disk with less room than it says is found out while it is written', async () => {
  const { sizeBytes, read } = await openImage(image);
  const small = loopDevice(20 * 1024 ** 2);
  fillBeginning(small);
  try {
    const write = (held: HeldDisk) => writeDisk(held, { path: image, sizeBytes, read }, going());
    await expect(holdDisk(small, write)).rejects.toThrow('is full before the image ends');
    expect(isEmptied(small)).toBe(true);
  } finally {
    run('losetup', ['--detach', small]);
  }
});

test('refuses another name, a small disk, one that is in use, one that is built in', async () => {
  expect((await flash([image, disk, '--any-disk', '--confirm', 'sdz'])).stderr).toContain('That is not its name');
  expect((await flash([image, disk, '--any-disk'])).stderr).toContain('There is no terminal to ask on');
  expect((await flash([image, disk, '--confirm', name()])).stderr).toContain('is built in');
  truncateSync(image, 80 * 1024 ** 2);
  expect((await flash([image, disk, ...sure()])).stderr).toContain('is too small');
  truncateSync(image, imageBytes);
  run('mkfs.ext4', ['-q', disk]);
  mkdirSync(join(home, 'mount'));
  run('mount', [disk, join(home, 'mount')]);
  try {
    expect((await flash([image, disk, ...sure()])).stderr).toContain(`is in use, as ${join(home, 'mount')}`);
    await expect(holdDisk(disk, async () => {})).rejects.toThrow('is in use');
  } finally {
    run('umount', [join(home, 'mount')]);
  }
});

test('settings no box would take stop it before the disk is touched', async () => {
  const { code, stderr } = await flash([image, disk, ...sure(), '--time-zone', 'Europe/Atlantis']);
  expect(code).toBe(1);
  expect(stderr).toContain('timeZone is not a time zone');
  expect(bytesOf(disk, 0, 4096).every((byte) => byte === 0)).toBe(true);
});

test('Ctrl-C leaves a disk that does not start, and says so', async () => {
  // Large enough that it is still being written.
  truncateSync(image, 1024 ** 3);
  const large = loopDevice(1024 ** 3);
  fillBeginning(large);
  try {
    const { code, stderr } = await flash([image, large, '--any-disk', '--confirm', large.replace('/dev/', '')], '', () => isEmptied(large));
    expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringContaining(`Stopped. ${large} can’t be used as it is`) });
    expect(isEmptied(large)).toBe(true);
  } finally {
    run('losetup', ['--detach', large]);
  }
});

/** `percloud flash …` as typed in a pipe; with Ctrl-C pressed as soon as `when`. */
function flash(
  args: readonly string[],
  input = '',
  when?: () => boolean,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(rootDir, 'agent/src/cli/main.ts'), 'flash', ...args]);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  child.stdin.end(input);
  const watch = setInterval(() => {
    if (!when?.()) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 20);
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearInterval(watch);
      resolve({ code, stdout, stderr });
    }),
  );
}

/** What was on it before, and might start. */
function fillBeginning(path: string): void {
  const file = openSync(path, 'r+');
  try {
    writeSync(file, template, 0, 1024 ** 2, 0);
  } finally {
    closeSync(file);
  }
}

const isEmptied = (path: string): boolean => bytesOf(path, 0, 1024 ** 2).every((byte) => byte === 0);

function loopDevice(bytes: number): string {
  const file = join(home, `disk-${bytes}`);
  writeFileSync(file, '');
  truncateSync(file, bytes);
  return run('losetup', ['--find', '--show', file]).trim();
}

function bytesOf(path: string, position: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, position));
  } finally {
    closeSync(file);
  }
}

function flipBit(path: string, position: number): void {
  const file = openSync(path, 'r+');
  try {
    const byte = Buffer.alloc(1);
    readSync(file, byte, 0, 1, position);
    writeSync(file, Buffer.from([byte.readUInt8() ^ 1]), 0, 1, position);
  } finally {
    closeSync(file);
  }
}

const sumOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
