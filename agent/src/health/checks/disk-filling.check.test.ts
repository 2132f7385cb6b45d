import { expect, test } from 'vitest';
import { diskFilling } from './disk-filling.check.ts';

const gb = 1e9;
const told = (
  freeBytes: number,
  { totalBytes = 64 * gb, fullInDays, isTold = false }: { totalBytes?: number; fullInDays?: number; isTold?: boolean } = {},
) => diskFilling.decide({ totalBytes, freeBytes, fullInDays }, () => isTold).map((found) => [found.case, found.severity]);

test.each([
  [30 * gb, []],
  [6 * gb, [['low', 'notice']]],
  [1.5 * gb, [['low', 'bad']]],
  [0.5 * gb, [['full', 'bad']]],
  [0, [['full', 'bad']]],
])('of 64 GB %d free', (freeBytes, expected) => {
  expect(told(freeBytes)).toEqual(expected);
});

test('a tenth of a large disk is plenty', () => {
  expect(told(150 * gb, { totalBytes: 2_000 * gb })).toEqual([]);
  expect(told(15 * gb, { totalBytes: 2_000 * gb })).toEqual([['low', 'notice']]);
});

test('of a small disk the last megabytes are none', () => {
  expect(told(20 * 1024 ** 2, { totalBytes: 512 * 1024 ** 2 })).toEqual([['full', 'bad']]);
});

test.each([
  [40, []],
  [12, [['forecast', 'notice']]],
  [1.4, [['forecast', 'bad']]],
])('full in %d days', (fullInDays, expected) => {
  expect(told(30 * gb, { fullInDays })).toEqual(expected);
});

test('says in how many whole days, never in none', () => {
  const values = (fullInDays: number) =>
    diskFilling.decide({ totalBytes: 64 * gb, freeBytes: 30 * gb, fullInDays }, () => false)[0]?.values;
  expect(values(11.6)).toMatchObject({ count: 12 });
  expect(values(0.1)).toMatchObject({ count: 1 });
});

test('goes on being told until there is clearly more room, or clearly more time', () => {
  expect(told(7 * gb)).toEqual([]);
  expect(told(7 * gb, { isTold: true })).toEqual([['low', 'notice']]);
  expect(told(9 * gb, { isTold: true })).toEqual([]);
  expect(told(30 * gb, { fullInDays: 18 })).toEqual([]);
  expect(told(30 * gb, { fullInDays: 18, isTold: true })).toEqual([['forecast', 'notice']]);
});
