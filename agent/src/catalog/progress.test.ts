import { expect, test } from 'vitest';
import { advanceMeter, startMeter } from './progress.ts';

const megabyte = 1_000_000;

test('a steady line gives a steady rate and the time left', () => {
  let meter = startMeter(0, 100 * megabyte, 0);
  for (let second = 1; second <= 10; second += 1) meter = advanceMeter(meter, second * megabyte, second * 1_000);
  expect(meter.progress).toEqual({ doneBytes: 10 * megabyte, totalBytes: 100 * megabyte, bytesPerSecond: megabyte, secondsLeft: 90 });
});

test('what was here already does not count as speed', () => {
  const meter = advanceMeter(startMeter(50 * megabyte, 100 * megabyte, 0), 51 * megabyte, 1_000);
  expect(meter.progress.bytesPerSecond).toBe(megabyte);
});

test('many small pieces give the same rate as one large one', () => {
  let meter = startMeter(0, 100 * megabyte, 0);
  for (let ms = 10; ms <= 1_000; ms += 10) meter = advanceMeter(meter, ms * 1_000, ms);
  expect(meter.progress.bytesPerSecond).toBe(megabyte);
});

test('a change of speed shows after a few seconds, not at once', () => {
  let meter = advanceMeter(startMeter(0, 100 * megabyte, 0), 10 * megabyte, 1_000);
  meter = advanceMeter(meter, 11 * megabyte, 2_000);
  expect(meter.progress.bytesPerSecond).toBeGreaterThan(7 * megabyte);
  for (let second = 3; second <= 20; second += 1) meter = advanceMeter(meter, (9 + second) * megabyte, second * 1_000);
  expect(meter.progress.bytesPerSecond).toBeLessThan(1.5 * megabyte);
});

test('beginning again is not a negative rate', () => {
  const meter = advanceMeter(advanceMeter(startMeter(0, 10 * megabyte, 0), 5 * megabyte, 1_000), 0, 2_000);
  expect(meter.progress).toMatchObject({ doneBytes: 0, bytesPerSecond: 5 * megabyte });
});
