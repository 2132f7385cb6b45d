import { expect, test } from 'vitest';
import { makeEntry } from '../../../test/catalog/make-entry.ts';
import { misfitsOf } from './fits.ts';

const machine = { memoryBytes: 1000, freeMemoryBytes: 500, freeBytes: 300 };

test.each([
  [{ missingBytes: 100, memoryBytes: 500 }, []],
  [{ missingBytes: 101, memoryBytes: 500 }, ['no-room']],
  [{ missingBytes: 0, memoryBytes: 501 }, ['little-memory']],
  [{ missingBytes: 101, memoryBytes: 1001 }, ['no-room', 'no-memory']],
])('%o on a small machine: %o', (needs, misfits) => {
  expect(misfitsOf(makeEntry('notes', needs), machine)).toEqual(misfits);
});

test('nothing is said of a machine that is not known yet', () => {
  expect(misfitsOf(makeEntry('notes', { memoryBytes: 1e12 }), undefined)).toEqual([]);
});
