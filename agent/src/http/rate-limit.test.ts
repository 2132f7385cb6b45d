import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('refuses what is too many, says how long to wait, and forgives after it', () => {
  let now = 0;
  const limit = new RateLimit(2, 60_000, () => now);
  limit.take('ana');
  now = 10_000;
  limit.take('ana');
  now = 30_000;
  expect(() => limit.take('ana')).toThrow(expect.objectContaining({ code: 'too-many-tries', parts: { values: { seconds: 30 } } }));
  limit.take('bea');
  now = 60_000;
  limit.take('ana');
  expect(() => limit.take('ana')).toThrow();
  limit.clear('ana');
  limit.take('ana');
});

test('memory stays bounded', () => {
  const limit = new RateLimit(1, 60_000);
  for (let address = 0; address < 25_000; address += 1) limit.take(`${address}`);
  expect(limit.size).toBeLessThanOrEqual(10_001);
});
