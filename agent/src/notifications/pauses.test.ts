import { expect, test } from 'vitest';
import { Pauses } from './pauses.ts';

const minute = 60_000;

test('what fails again and again is tried less and less often, every half hour in the end, and at once when it is well', () => {
  let now = 0;
  const pauses = new Pauses(() => now);
  const waited: number[] = [];
  for (let failure = 0; failure < 9; failure += 1) {
    pauses.failed('ada');
    const from = now;
    while (pauses.lasts('ada')) now += 10_000;
    waited.push((now - from) / minute);
  }
  expect(waited.slice(0, 3).map((minutes) => minutes.toFixed(1))).toEqual(['0.7', '1.3', '2.7']);
  expect(waited.at(-1)).toBe(30);
  pauses.failed('ada');
  expect([pauses.lasts('ada'), pauses.lasts('grace')]).toEqual([true, false]);
  pauses.end('ada');
  expect(pauses.lasts('ada')).toBe(false);
});
