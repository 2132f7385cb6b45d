import type { Backup, Target } from '@percloud/contract/backups';
import { expect, test } from 'vitest';
import { newestOf } from './targets.ts';

const app = { id: 'a'.repeat(20), slug: 'blog', catalogApp: 'wordpress', program: 'WordPress 6.8', version: '6.8' };
const backup = (takenAt: string, apps: Backup['apps'] = [app]): Backup => ({
  ...{ id: 'f'.repeat(64), target: 't'.repeat(20), sizeBytes: 1, files: 1, addedBytes: 1, proof: null },
  takenAt,
  apps,
});
const target = (newest: Backup | null): Target => ({
  ...{
    id: 't'.repeat(20),
    kind: 'disk',
    place: 'USB',
    state: 'ready',
    appendOnly: false,
    keepsWords: false,
    limitBytesPerSecond: null,
    backups: 1,
  },
  ...{ nextAt: null, waitsFor: null, lastProblem: null, operation: null },
  schedule: { every: 'day', at: '03:30', weekday: 0 },
  keep: { daily: 7, weekly: 4, monthly: 12 },
  newest,
});
const [older, newer] = [backup('2026-11-28T04:00:00Z'), backup('2026-11-29T04:00:00Z', [])];

test('the newest of several places', () => {
  expect(newestOf([target(older), target(null), target(newer)])).toBe(newer);
  expect(newestOf([])).toBeUndefined();
});

test('of one app only what it is in', () => {
  expect(newestOf([target(older), target(newer)], app.id)).toBe(older);
});
