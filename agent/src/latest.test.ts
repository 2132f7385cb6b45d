import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { latest } from './latest.ts';

test('one run at a time; who calls during a run gets the next, which all of them share', async () => {
  let state = 0;
  let running = 0;
  const seen: number[] = [];
  const publish = latest(async () => {
    expect(++running).toBe(1);
    seen.push(state);
    await sleep(5);
    running--;
  });
  const first = publish();
  await sleep(1);
  state = 1;
  const second = publish();
  state = 2;
  const third = publish();
  await Promise.all([first, second, third]);
  expect(seen).toEqual([0, 2]);
  state = 3;
  await publish();
  expect(seen).toEqual([0, 2, 3]);
});

test('a run that fails tells its own callers and nobody else', async () => {
  let fails = true;
  const publish = latest(async () => {
    if (fails) throw new Error('no');
  });
  await expect(publish()).rejects.toThrow('no');
  fails = false;
  await expect(publish()).resolves.toBeUndefined();
});
