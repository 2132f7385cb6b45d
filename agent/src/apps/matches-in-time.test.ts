import { expect, test } from 'vitest';
import { matchesInTime } from './matches-in-time.ts';

test('fits whole values only', () => {
  expect(matchesInTime('[a-z]+|\\p{N}', 'abc')).toBe(true);
  expect(matchesInTime('[a-z]+|\\p{N}', 'abc1')).toBe(false);
  expect(matchesInTime('`${value}`', 'abc')).toBe(false);
});

test('gives up on what would take for ever', () => {
  expect(matchesInTime('(a+)+$', `${'a'.repeat(60)}!`)).toBe(false);
});
