import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBoard, readBoards } from './board.ts';

const boards = await readBoards(join(import.meta.dirname, '../boards'));
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'boards-'));
});
afterAll(() => rm(directory, { recursive: true }));

test.each(boards)('$id: warm comes before hot, hot before the limit, and all parts lie on the board', ({ temperature, drawing }) => {
  expect(temperature.warmCelsius).toBeLessThan(temperature.hotCelsius);
  expect(temperature.hotCelsius).toBeLessThan(temperature.limitCelsius);
  for (const { x, y, width, height } of drawing.parts) {
    expect(x + width / 2).toBeGreaterThan(0);
    expect(y + height / 2).toBeGreaterThan(0);
    expect(x + width / 2).toBeLessThan(drawing.widthMm);
    expect(y + height / 2).toBeLessThan(drawing.heightMm);
  }
});

test.each([
  ['Raspberry Pi 3 Model B Plus Rev 1.3', 'arm64', 'raspberry-pi-3'],
  ['Raspberry Pi 4 Model B Rev 1.4', 'arm64', 'raspberry-pi-4'],
  ['Raspberry Pi 400 Rev 1.0', 'arm64', 'raspberry-pi-4'],
  ['Raspberry Pi Compute Module 4 Rev 1.0', 'arm64', 'raspberry-pi-4'],
  ['Raspberry Pi 5 Model B Rev 1.0', 'arm64', 'raspberry-pi-5'],
  ['Raspberry Pi 500 Rev 1.0', 'arm64', 'raspberry-pi-5'],
  ['QEMU Virtual Machine', 'arm64', 'arm64-efi'],
  ['Radxa ROCK 5B', 'arm64', 'generic-arm64'],
  ['LENOVO ThinkCentre M720q', 'x64', 'x86-64'],
  ['', 'x64', 'x86-64'],
  ['Milk-V Pioneer', 'riscv64', undefined],
])('%s (%s) is %s', (model, architecture, id) => {
  expect(findBoard(boards, { model, architecture })?.id).toBe(id);
});

test('a file that is no board is named, with what is wrong', async () => {
  await writeFile(join(directory, 'toaster.yaml'), 'match: { architecture: arm64 }\nslots: 2\n');
  await expect(readBoards(directory)).rejects.toThrow(/toaster\.yaml.*slots/s);
});

test('boards that share an image start the same way, with the same system and the same words about consoles', () => {
  const images = boards.flatMap(({ image }) => (image ? [image] : []));
  const byName = Map.groupBy(images, ({ name }) => name);
  expect([...byName.keys()].sort()).toEqual(['arm64-efi', 'raspberry-pi', 'x86-64']);
  for (const shared of byName.values())
    for (const field of ['boot', 'packages', 'consoles'] as const)
      expect(new Set(shared.map((one) => JSON.stringify(one[field]))).size).toBe(1);
});

test('a board’s watchdog can wait as long as the system tells it to', async () => {
  const settings = await readFile(join(import.meta.dirname, '../../image/rootfs/etc/systemd/system.conf.d/percloud.conf'), 'utf8');
  const seconds = Number(/^RuntimeWatchdogSec=(\d+)s$/m.exec(settings)?.[1]);
  const waits = boards.flatMap(({ image, watchdog }) => (image && watchdog ? [watchdog.maxSeconds] : []));
  expect(waits.length).toBeGreaterThan(0);
  for (const maxSeconds of waits) expect(seconds).toBeLessThanOrEqual(maxSeconds);
});
