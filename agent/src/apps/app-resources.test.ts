import { expect, test } from 'vitest';
import { resourcesBetween } from './app-resources.ts';

const at = new Date('2026-11-22T00:00:00Z');
const counters = (processorNanoseconds: number, machineNanoseconds: number) => ({
  memoryBytes: 10,
  memoryLimitBytes: 100,
  processorNanoseconds,
  machineNanoseconds,
});

test('the first look knows no share of the processor', () => {
  const { services } = resourcesBetween(new Map(), new Map([['web', counters(500, 1_000)]]), at);
  expect(services).toEqual([{ name: 'web', memoryBytes: 10, memoryLimitBytes: 100, processor: null }]);
});

test('what was used between two looks, of all the machine could have given', () => {
  const { services } = resourcesBetween(new Map([['web', counters(500, 1_000)]]), new Map([['web', counters(600, 1_400)]]), at);
  expect(services[0]?.processor).toBe(0.25);
});

test('a container that was made anew begins again', () => {
  const { services } = resourcesBetween(new Map([['web', counters(500, 1_000)]]), new Map([['web', counters(20, 1_400)]]), at);
  expect(services[0]?.processor).toBeNull();
});

test('services keep their order, whatever Docker says first', () => {
  const now = new Map([
    ['web', counters(0, 0)],
    ['database', counters(0, 0)],
  ]);
  expect(resourcesBetween(new Map(), now, at).services.map(({ name }) => name)).toEqual(['database', 'web']);
});
