import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readBoards } from './board.ts';
import { readThrottling } from './throttling.ts';

const root = mkdtempSync(join(tmpdir(), 'throttling-'));
const boards = await readBoards(join(import.meta.dirname, '../boards'));
const board = boards.find(({ id }) => id === 'raspberry-pi-4') ?? {};
const file = join(root, '/sys/devices/platform/percloud-pi/throttled');
mkdirSync(dirname(file), { recursive: true });
afterAll(() => rmSync(root, { recursive: true }));

const never = { now: false, sinceStart: false };

test.each([
  ['0x0', { tooLittleVoltage: never, throttled: never }],
  ['0x50005', { tooLittleVoltage: { now: true, sinceStart: true }, throttled: { now: true, sinceStart: true } }],
  ['0x10000', { tooLittleVoltage: { now: false, sinceStart: true }, throttled: never }],
  ['0x80008', { tooLittleVoltage: never, throttled: never }],
  ['nonsense', undefined],
])('%s', (text, expected) => {
  writeFileSync(file, `${text}\n`);
  expect(readThrottling(board, root)).toEqual(expected);
});

test('a board without such a file says nothing', () => {
  expect(readThrottling({}, root)).toBeUndefined();
  expect(readThrottling(board, join(root, 'elsewhere'))).toBeUndefined();
});
