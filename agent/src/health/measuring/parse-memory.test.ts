import { expect, test } from 'vitest';
import { parseMemory, parsePressure } from './parse-memory.ts';

test('reads how much was waited in the last minute', () => {
  const text = 'some avg10=0.00 avg60=12.34 avg300=1.00 total=452008\nfull avg10=0.00 avg60=3.00 avg300=0.00 total=310271\n';
  expect(parsePressure(text)).toBe(12.34);
  expect(() => parsePressure('')).toThrow();
});

test('reads what there is and what is left', () => {
  const text = 'MemTotal:        8000000 kB\nMemFree:          100000 kB\nMemAvailable:    2000000 kB\n';
  expect(parseMemory(text)).toEqual({ totalBytes: 8_192_000_000, availableBytes: 2_048_000_000 });
});
