import type { Snapshot } from '@percloud/contract/apps';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { expect, test } from 'vitest';
import { timelineOf } from './timeline.ts';

const snapshot = (takenAt: string): Snapshot => ({
  id: '1-20261101T000000Z-upgrade',
  generation: 1,
  version: '3.5.0',
  reason: 'upgrade',
  takenAt,
  keptUntil: null,
});
const operation = (kind: OperationKind, endedAt: string | null): Operation => ({
  id: 'a'.repeat(20),
  kind,
  subject: {},
  percloud: null,
  status: 'succeeded',
  steps: [],
  progress: null,
  problem: null,
  cancellable: false,
  startedBy: { person: null, name: 'root' },
  createdAt: '2026-11-01T00:00:00Z',
  startedAt: null,
  endedAt,
});

test('is one line, newest first, without what changed nothing and what still runs', () => {
  const entries = timelineOf(
    { version: '3.5.1', snapshots: [snapshot('2026-11-03T00:00:00Z'), snapshot('2026-11-05T00:00:00Z')] },
    [operation('app.install', '2026-11-01T00:00:00Z'), operation('app.restart', '2026-11-02T00:00:00Z'), operation('app.upgrade', null)],
    '2026-11-06T00:00:00Z',
  );
  expect(entries.map(({ kind, at }) => `${kind} ${at.slice(8, 10)}`)).toEqual(['now 06', 'snapshot 05', 'snapshot 03', 'event 01']);
});
