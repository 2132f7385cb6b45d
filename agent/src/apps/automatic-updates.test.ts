import type { OperationStatus } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { isHeldBack, isNight } from './automatic-updates.ts';

test.each([
  [1, 59, false],
  [2, 0, true],
  [4, 59, true],
  [5, 0, false],
  [14, 30, false],
])('at %d:%d by the box’s clock it is night: %s', (hour, minute, night) => {
  expect(isNight(new Date(2026, 10, 29, hour, minute))).toBe(night);
});

const createdAt = '2026-11-29T02:00:00.000Z';
const hour = 3_600_000;
const upgrade = (status: OperationStatus, code?: string) => ({ status, createdAt, problem: code === undefined ? null : { code } });

test.each<[string, ReturnType<typeof upgrade>]>([
  ['did not start on a copy of the data', upgrade('failed', 'rehearsal-failed')],
  ['did not get well', upgrade('failed', 'app-not-healthy')],
  ['somebody cancelled', upgrade('cancelled', 'cancelled')],
  ['somebody went back from', upgrade('succeeded')],
  ['could not be taken back', upgrade('undo-failed', 'image-unreachable')],
])('a release that %s is not tried again by itself', (_, last) => {
  expect(isHeldBack(last, Date.parse(createdAt) + 24 * hour)).toBe(true);
});

test('one that could not be downloaded is tried again the next night, not in the same one', () => {
  const last = upgrade('failed', 'image-unreachable');
  expect(isHeldBack(last, Date.parse(createdAt) + hour)).toBe(true);
  expect(isHeldBack(last, Date.parse(createdAt) + 23 * hour)).toBe(false);
});
