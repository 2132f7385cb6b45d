import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../../app-catalog/src/run-command.ts';
import { temporaryDirectory } from '../../../app-catalog/src/temporary-directory.ts';
import { readBoards } from '../../../hardware/src/board.ts';
import { imageOf } from './images.ts';
import { partitionStarts, readFromFat, readSettings, sizesInFat } from './simulated-firmware.ts';

// No Raspberry Pi is here and QEMU has none that starts this kernel: what its firmware does by its documentation is done by a few lines.
const image = imageOf('raspberry-pi');
const starts = await partitionStarts(image);
const startOf = (partition: number) => starts.get(partition) ?? Number.NaN;
let autoboot: string;
let config: Map<string, string>;
let words: string;

beforeAll(async () => {
  autoboot = await readFromFat(image, startOf(1), 'autoboot.txt');
  config = readSettings(await readFromFat(image, startOf(2), 'config.txt'));
  words = await readFromFat(image, startOf(2), config.get('cmdline') ?? '');
});

test('the firmware is told slot A by default, and slot B to be tried', () => {
  expect(Buffer.byteLength(autoboot)).toBeLessThanOrEqual(512);
  expect(readSettings(autoboot).get('tryboot_a_b')).toBe('1');
  expect(readSettings(autoboot).get('boot_partition')).toBe('2');
  expect(readSettings(autoboot, { tryboot: true }).get('boot_partition')).toBe('3');
});

test('the table is where the firmware looks for it, and what it starts from has a type it knows', async () => {
  const table = await runCommand('sfdisk', ['--dump', image]);
  expect(table).toMatch(/^first-lba: 34$/m);
  expect(table).toMatch(/img1 :.*type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B/);
  expect(table).toMatch(/img2 :.*type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7/);
});

test('everything that a board starts from is on the boot partition, and is not empty', async () => {
  const files = await sizesInFat(image, startOf(2));
  const boards = await readBoards(join(import.meta.dirname, '../../../hardware/boards'));
  const ofBoards = boards.flatMap(({ image: made }) =>
    made?.boot === 'firmware' ? [...made.deviceTrees.map((path) => path.replace(/.*\//, '')), ...made.firmware] : [],
  );
  const [initrd = ''] = (config.get('initramfs') ?? '').split(' ');
  const needed = [config.get('kernel') ?? '', initrd, config.get('cmdline') ?? '', ...ofBoards];
  expect(needed).toContain('start4.elf');
  for (const name of needed) expect(files.get(name), name).toBeGreaterThan(0);
});

test('the kernel is one that the firmware can start: an image for ARM, not a program for UEFI that unpacks itself', async () => {
  const copy = join(temporaryDirectory(), 'kernel');
  await runCommand('mcopy', ['-i', `${image}@@${startOf(2)}`, `::${config.get('kernel')}`, copy]);
  expect(readFileSync(copy).subarray(0x38, 0x3c).toString('latin1')).toBe('ARM\x64');
});

test('the command line is one line, and its seal is that of the system in slot A', async () => {
  expect(words.trim().split('\n')).toHaveLength(1);
  const [, seal = ''] = / percloud\.roothash=([0-9a-f]{64}) /.exec(words) ?? [];
  const [, offset = ''] = / percloud\.hashoffset=(\d+) /.exec(words) ?? [];
  const system = join(temporaryDirectory(), 'system.img');
  await runCommand('dd', [`if=${image}`, `of=${system}`, 'bs=1M', `skip=${startOf(4) / 1024 ** 2}`, 'count=1024', 'conv=sparse']);
  await runCommand('veritysetup', ['verify', system, system, seal, `--hash-offset=${offset}`]);
});

test('the virtual machine starts the very same system', async () => {
  const efi = imageOf('arm64-efi');
  const slot = await readFromFat(efi, (await partitionStarts(efi)).get(2) ?? Number.NaN, 'slot.cfg');
  expect(/percloud\.roothash=(\w+)/.exec(slot)?.[1]).toBe(/percloud\.roothash=(\w+)/.exec(words)?.[1]);
});
