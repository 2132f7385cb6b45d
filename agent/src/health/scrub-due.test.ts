import { expect, test } from 'vitest';
import { isScrubDue } from './scrub-due.ts';

const night = new Date(2026, 10, 21, 2, 30);
const day = new Date(2026, 10, 21, 14, 30);
const before = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000).toISOString();

test.each([
  ['two days ago', night, 2, false],
  ['nearly a week ago, at night', night, 6.6, true],
  ['a week ago, by day', day, 7, false],
  ['in a night that the box was off', day, 8.1, true],
  ['in a week that a wrong clock dated far ahead', night, -40, true],
])('done %s', (_, now, days, expected) => {
  expect(isScrubDue(now, { triedAt: before(now, days), doneAt: before(now, days) })).toBe(expected);
});

test('a box that never did it waits for its first week to be over', () => {
  expect(isScrubDue(night, { triedAt: null, doneAt: before(night, 3) })).toBe(false);
  expect(isScrubDue(night, { triedAt: null, doneAt: before(night, 7) })).toBe(true);
});

test('one that failed or was cancelled is tried again the next day', () => {
  expect(isScrubDue(night, { triedAt: before(night, 0.2), doneAt: before(night, 9) })).toBe(false);
  expect(isScrubDue(night, { triedAt: before(night, 1), doneAt: before(night, 9) })).toBe(true);
});
