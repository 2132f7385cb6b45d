import { expect, test } from 'vitest';
import { type FreeSample, forecastDays } from './forecast.ts';

const hourMs = 3_600_000;
const start = Date.parse('2026-11-01T00:00:00Z');
/** One an hour. */
const samples = (hours: number, freeAt: (hour: number) => number): FreeSample[] =>
  Array.from({ length: hours }, (_, hour) => ({ at: new Date(start + hour * hourMs).toISOString(), freeBytes: freeAt(hour) }));

test('a disk that loses a gigabyte a day is full when that many days are over', () => {
  const week = samples(7 * 24, (hour) => 20e9 - (hour / 24) * 1e9);
  expect(forecastDays(week, 13e9)).toBeCloseTo(13);
});

test('what goes up and down by day and night does not hide the pace', () => {
  const week = samples(7 * 24, (hour) => 20e9 - (hour / 24) * 1e9 + Math.sin((hour / 24) * 2 * Math.PI) * 3e8);
  expect(forecastDays(week, 13e9)).toBeCloseTo(13, -1);
});

test.each([
  ['no history', []],
  ['a day of it', samples(24, (hour) => 20e9 - hour * 1e9)],
  ['a few looks in a week', samples(7 * 24, (hour) => 20e9 - hour * 1e8).filter((_, index) => index % 12 === 0)],
  ['one moment, many times', Array.from({ length: 100 }, () => ({ at: new Date(start).toISOString(), freeBytes: 1e9 }))],
  ['a disk that stays as it is', samples(7 * 24, () => 20e9)],
  ['a disk that is getting emptier', samples(7 * 24, (hour) => 20e9 + hour * 1e8)],
])('from %s nothing is foretold', (_, history) => {
  expect(forecastDays(history, 1e9)).toBeUndefined();
});
