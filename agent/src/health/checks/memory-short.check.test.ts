import { expect, test } from 'vitest';
import type { MemoryState } from '../sources.ts';
import { memoryShort } from './memory-short.check.ts';

const well: MemoryState = { waitingPercent: 0, availableShare: 0.5, biggest: null };
const decide = (state: Partial<MemoryState>, isTold = false) => memoryShort.decide({ ...well, ...state }, () => isTold);

test.each<[string, Partial<MemoryState>, boolean]>([
  ['well', {}, false],
  ['much in use, nobody waits', { availableShare: 0.1 }, false],
  ['a little waiting', { waitingPercent: 5 }, false],
  ['much waiting', { waitingPercent: 30 }, true],
  ['next to nothing left', { availableShare: 0.02 }, true],
  ['a kernel that does not say who waits', { waitingPercent: null }, false],
  ['such a kernel, and nothing left', { waitingPercent: null, availableShare: 0.02 }, true],
])('%s', (_, state, isShort) => {
  expect(decide(state)).toHaveLength(isShort ? 1 : 0);
});

test('what is told stays until it is clearly over', () => {
  expect(decide({ waitingPercent: 5 }, true)).toHaveLength(1);
  expect(decide({ availableShare: 0.06 }, true)).toHaveLength(1);
  expect(decide({ waitingPercent: 1, availableShare: 0.2 }, true)).toHaveLength(0);
});

test('names the app that uses most, and leaves it to its owner to stop it', () => {
  const app = { id: 'a', percloud: 'p', slug: 'photos' };
  const [found] = decide({ waitingPercent: 30, biggest: { app, program: 'Photos 1', bytes: 5e8 } });
  expect(found).toMatchObject({ case: 'named', concerns: 'everybody', values: { program: 'Photos 1', memoryBytes: 5e8 } });
  expect(found?.remedies).toEqual([{ name: 'stop-app', kind: 'app.stop', percloud: 'p' }]);
});
