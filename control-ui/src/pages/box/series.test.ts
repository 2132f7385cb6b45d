import type { Sample } from '@percloud/contract/box';
import { expect, test } from 'vitest';
import { columnsOf, summarise } from './series.ts';
import { append, follow } from './watch-box.ts';

const start = Date.parse('2026-01-01T00:00:00Z');
const sample = (second: number, changes: Partial<Sample> = {}): Sample => ({
  at: new Date(start + second * 1000).toISOString(),
  processor: 0.5,
  memoryUsedBytes: 1000,
  temperatureCelsius: null,
  readBytesPerSecond: 100,
  writeBytesPerSecond: 0,
  receivedBytesPerSecond: 0,
  sentBytesPerSecond: 0,
  ...changes,
});
const seconds = (times: readonly number[]) => times.map((time) => Math.round(time - start / 1000));

test('a time nobody looked is a gap, half a minute between two looks is none', () => {
  const [times, line] = columnsOf([sample(0), sample(30), sample(200), sample(202)], 'processor');
  expect(seconds(times)).toEqual([0, 30, 30, 200, 202]);
  expect(line).toEqual([0.5, 0.5, null, 0.5, 0.5]);
});

test('what is drawn as one is the mean of it', () => {
  const [times, read, written] = columnsOf(
    [sample(30, { readBytesPerSecond: 0 }), sample(40, { readBytesPerSecond: 300 }), sample(60)],
    'disk',
    30_000,
  );
  expect(seconds(times)).toEqual([30, 60]);
  expect(read).toEqual([150, 100]);
  expect(written).toEqual([0, 0]);
});

test('a sensor that is silent leaves a gap', () => {
  const [, line] = columnsOf([sample(0, { temperatureCelsius: 50 }), sample(2), sample(4, { temperatureCelsius: 51 })], 'temperature');
  expect(line).toEqual([50, null, 51]);
  expect(summarise([sample(0)], 'temperature')).toEqual([undefined]);
});

test('rates add up to what flowed, and nothing is made up for a gap', () => {
  const [read] = summarise([sample(0), sample(2), sample(4), sample(300), sample(302)], 'disk');
  expect(read).toEqual({ least: 100, most: 100, sum: 600 });
});

test('after a break the box fills in what it saw, and what it has forgotten stays', () => {
  const known = [sample(0), sample(2), sample(4)];
  expect(follow(known, [sample(4), sample(6)])).toEqual([sample(0), sample(2), sample(4), sample(6)]);
  expect(follow(known, [sample(100)])).toEqual([...known, sample(100)]);
  expect(follow(known, [])).toEqual(known);
});

test('a look told twice is one, and a clock set back begins anew', () => {
  const known = [sample(0), sample(2)];
  expect(append(known, sample(2))).toEqual(known);
  expect(append(known, sample(1))).toEqual([sample(1)]);
  expect(append(known, sample(2 * 60 * 60 + 1))).toEqual([sample(2), sample(2 * 60 * 60 + 1)]);
});
