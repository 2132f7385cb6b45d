import { expect, test } from 'vitest';
import { keptSnapshots, parseSnapshotId, snapshotId } from './snapshots.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const daysAgo = (days: number, generation: number) => ({ generation, takenAt: new Date(now - days * 24 * 3_600_000).toISOString() });

test('a name says all there is to know', () => {
  const id = snapshotId(7, 'upgrade', new Date('2026-11-21T20:54:00.123Z'));
  expect(id).toBe('7-20261121T205400Z-upgrade');
  expect(parseSnapshotId(id)).toEqual({ id, generation: 7, reason: 'upgrade', takenAt: '2026-11-21T20:54:00Z' });
});

test.each(['../../etc', '7-20261121T205400Z-upgrade/..', '7', '7-yesterday-upgrade'])('%s is no name of a snapshot', (id) => {
  expect(() => parseSnapshotId(id)).toThrow();
});

test('the newest three are kept however old, and all of the last week', () => {
  const old = [daysAgo(40, 1), daysAgo(30, 2), daysAgo(20, 3), daysAgo(10, 4)];
  expect(keptSnapshots(old, now).old.map(({ generation }) => generation)).toEqual([1]);
  const busyWeek = [1, 2, 3, 4, 5].map((generation) => daysAgo(6 - generation, generation));
  expect(keptSnapshots([...busyWeek, daysAgo(8, 0)], now).old.map(({ generation }) => generation)).toEqual([0]);
});

test('a clock set back does not make the newest the oldest', () => {
  const snapshots = [daysAgo(9, 1), daysAgo(8.5, 2), daysAgo(8, 3), daysAgo(400, 4)];
  expect(keptSnapshots(snapshots, now).old.map(({ generation }) => generation)).toEqual([1]);
});
