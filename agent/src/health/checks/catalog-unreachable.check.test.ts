import { expect, test } from 'vitest';
import { catalogUnreachable } from './catalog-unreachable.check.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

test.each([
  ['just read', hoursAgo(1), false, []],
  ['away since an hour', hoursAgo(1), true, []],
  ['away since two days', hoursAgo(48), true, ['lately']],
  ['read seldom, and well', hoursAgo(48), false, []],
  ['never reached', null, true, ['never']],
  ['not tried yet', null, false, []],
])('%s', (_, reachedAt, isFailing, expected) => {
  expect(catalogUnreachable.decide({ reachedAt, isFailing, now }, () => false).map((found) => found.case)).toEqual(expected);
});
