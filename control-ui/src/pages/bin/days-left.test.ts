import { expect, test } from 'vitest';
import { daysLeft } from './days-left.ts';

const since = '2026-11-01T12:00:00Z';

test.each([
  ['2026-11-01T12:00:00Z', 30],
  ['2026-11-02T11:00:00Z', 30],
  ['2026-11-30T13:00:00Z', 1],
  ['2026-12-24T00:00:00Z', 0],
])('at %s: %d days', (now, days) => {
  expect(daysLeft(since, Date.parse(now))).toBe(days);
});
