import { mkdtemp, rm, writeFile } from 'node:fs/promises';
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
  ['Radxa ROCK 5B', 'arm64', 'generic-arm64'],
  ['LENOVO ThinkCentre M720q', 'x64', 'generic-x86'],
  ['', 'x64', 'generic-x86'],
  ['Milk-V Pioneer', 'riscv64', undefined],
])('%s (%s) is %s', (model, architecture, id) => {
  expect(findBoard(boards, { model, architecture })?.id).toBe(id);
});

test('a file that is no board is named, with what is wrong', async () => {
  await writeFile(join(directory, 'toaster.yaml'), 'match: { architecture: arm64 }\nslots: 2\n');
  await expect(readBoards(directory)).rejects.toThrow(/toaster\.yaml.*slots/s);
});
