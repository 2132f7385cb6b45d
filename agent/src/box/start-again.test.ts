import { expect, test } from 'vitest';
import type { Running } from '../operations/operation-kind.ts';
import { type Began, seeStart, untilStartedAgain } from './start-again.ts';

const running = (began: Began): Running<object, Began> => ({
  id: 'a'.repeat(20),
  input: {},
  facts: began,
  signal: new AbortController().signal,
  progress: () => {},
  fact: (name) => began[name],
});

test('what has started since is not stopped again', async () => {
  await untilStartedAgain(running({ bootId: 'of an earlier start' }), () => Promise.reject(new Error('stopped')));
});

test('what has not is stopped, and says so when it can’t be', async () => {
  const began = await seeStart();
  await expect(untilStartedAgain(running(began), () => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
});
