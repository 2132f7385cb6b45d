import type { Sample } from '@percloud/contract/box';
import { expect, test } from 'vitest';
import { History } from './history.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const sample = (second: number, changes: Partial<Sample> = {}): Sample => ({
  at: new Date(start + second * 1000).toISOString(),
  processor: 0.5,
  memoryUsedBytes: 1000,
  temperatureCelsius: 50,
  readBytesPerSecond: 0,
  writeBytesPerSecond: 0,
  receivedBytesPerSecond: 0,
  sentBytesPerSecond: 0,
  ...changes,
});

test('keeps two hours, the last minutes look by look, and never grows beyond', () => {
  const history = new History();
  const end = 5 * 60 * 60;
  for (let second = 0; second <= end; second += 2) history.add(sample(second));
  const { samples } = history;
  expect(samples.length).toBeLessThan(420);
  const secondsAgo = samples.map(({ at }) => end - (Date.parse(at) - start) / 1000);
  expect(secondsAgo.at(-1)).toBe(0);
  expect(secondsAgo[0]).toBeGreaterThan(7_000);
  expect(secondsAgo[0]).toBeLessThanOrEqual(7_200);
  expect(secondsAgo.filter((ago) => ago < 300)).toHaveLength(150);
  expect(secondsAgo).toEqual(secondsAgo.toSorted((a, b) => b - a));
});

test('an older half minute is told by its mean', () => {
  const history = new History();
  history.add(sample(0, { processor: 0, memoryUsedBytes: 10, temperatureCelsius: 40 }));
  history.add(sample(15, { processor: 1, memoryUsedBytes: 31, temperatureCelsius: 50 }));
  history.add(sample(30, { processor: 0.2, temperatureCelsius: null }));
  history.add(sample(400));
  expect(history.samples).toMatchObject([
    { at: sample(15).at, processor: 0.5, memoryUsedBytes: 21, temperatureCelsius: 45 },
    { at: sample(30).at, processor: 0.2, temperatureCelsius: null },
    { at: sample(400).at },
  ]);
});

test('begins anew when the clock is set back', () => {
  const history = new History();
  history.add(sample(1000));
  history.add(sample(10));
  expect(history.samples).toEqual([sample(10)]);
});
