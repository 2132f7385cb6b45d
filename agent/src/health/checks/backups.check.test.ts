import { describe, expect, test } from 'vitest';
import type { PlaceHealth } from '../sources.ts';
import { backupOverdue } from './backup-overdue.check.ts';
import { backupUnproven } from './backup-unproven.check.ts';

const now = Date.parse('2026-10-20T12:00:00.000Z');
const daysAgo = (days: number) => new Date(now - days * 24 * 3_600_000).toISOString();
const percloud = 'p'.repeat(20);
const place = (change: Partial<PlaceHealth>): PlaceHealth => ({
  ...{ place: 'Backups', every: 'day', createdAt: daysAgo(100), newestAt: daysAgo(1), proof: { at: daysAgo(5), problem: null } },
  ...change,
});
const state = (places: PlaceHealth[], since = daysAgo(100)) => ({ now, perclouds: [{ percloud, since, places }] });
const problem = { type: '', code: 'backup-damaged', title: '', remedy: '', status: 409 } as const;

describe('backup-overdue', () => {
  const found = (...state: Parameters<typeof backupOverdue.decide>) =>
    backupOverdue.decide(...state).map((one) => [one.case, one.severity]);
  test.each([
    ['nothing to keep backups in, since yesterday', state([], daysAgo(1)), []],
    ['nothing to keep backups in, for long', state([]), [['none', 'notice']]],
    ['one of last night', state([place({})]), []],
    ['four days without one', state([place({ newestAt: daysAgo(4) })]), [['late', 'notice']]],
    ['four days without a weekly one', state([place({ newestAt: daysAgo(4), every: 'week' })]), []],
    ['three weeks without one', state([place({ newestAt: daysAgo(21) })]), [['late', 'bad']]],
    ['a place where never was one', state([place({ newestAt: null, createdAt: daysAgo(5) })]), [['never', 'notice']]],
    ['a second place that is up to date', state([place({ newestAt: daysAgo(40) }), place({ place: 'nas' })]), []],
    ['only by hand', state([place({ every: 'never', newestAt: daysAgo(300) })]), []],
  ])('%s', (_, measured, expected) => {
    expect(found(measured, () => false)).toEqual(expected);
  });
});

describe('backup-unproven', () => {
  const found = (...state: Parameters<typeof backupUnproven.decide>) =>
    backupUnproven.decide(...state).map((one) => [one.case, one.severity]);
  test.each([
    ['opened this week', state([place({})]), []],
    ['did not open', state([place({ proof: { at: daysAgo(2), problem } })]), [['failed', 'bad']]],
    ['nobody tried for a month', state([place({ proof: { at: daysAgo(30), problem: null } })]), [['untried', 'notice']]],
    ['a new place', state([place({ proof: null, createdAt: daysAgo(3) })]), []],
    ['no backup there yet', state([place({ newestAt: null, proof: null })]), []],
  ])('%s', (_, measured, expected) => {
    expect(found(measured, () => false)).toEqual(expected);
  });
});
