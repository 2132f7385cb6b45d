import { PassThrough } from 'node:stream';
import type { Operation } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { OperationLine } from './show-operation.ts';

const operation: Operation = {
  id: 'a'.repeat(20),
  kind: 'app.upgrade',
  subject: { slug: 'calendar', version: '1.1.0' },
  percloud: null,
  status: 'running',
  steps: [
    { name: 'pull images', status: 'done' },
    { name: 'stop', status: 'running' },
  ],
  progress: { doneBytes: 5_000_000, totalBytes: 10_000_000 },
  problem: null,
  cancellable: true,
  startedBy: { person: null, name: 'root' },
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  endedAt: null,
};

function show(states: readonly Operation[], terminal: { isTTY?: boolean; columns?: number } = {}) {
  const out = Object.assign(new PassThrough(), terminal);
  const line = new OperationLine(out);
  for (const state of states) line.show(state);
  return String(out.read() ?? '');
}

test('writes each step once in a pipe', () => {
  expect(show([operation, operation])).toBe('Upgrade calendar to 1.1.0: stop\n');
});

test('draws steps and bytes on a terminal', () => {
  const drawn = show([operation], { isTTY: true, columns: 120 });
  expect(drawn).toContain('Upgrade calendar to 1.1.0: stop 5 MB of 10 MB');
  expect(drawn).not.toContain('\n');
});

test('says in the end that an upgrade was not tried out first, and why', () => {
  const done: Operation = { ...operation, status: 'succeeded', outcome: { memoryMissingBytes: 12_000_000 } };
  expect(show([done])).toContain(
    'succeeded\n  It was not tried out on a copy of the data first, because memory is short: 12 MB more was needed.',
  );
});

test('says in the end what went wrong and what to do', () => {
  const failed: Operation = { ...operation, status: 'failed', problem: new Problem('app-not-healthy').toDocument() };
  expect(show([failed])).toContain('failed\n  The app did not start properly.\n  What to do: Try again.');
});
