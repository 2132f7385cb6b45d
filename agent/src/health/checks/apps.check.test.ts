import { describe, expect, test } from 'vitest';
import type { AppHealth } from '../sources.ts';
import { appRestarting } from './app-restarting.check.ts';
import { appUnhealthy } from './app-unhealthy.check.ts';
import { binLarge } from './bin-large.check.ts';
import { snapshotsLarge } from './snapshots-large.check.ts';
import { updateWaiting } from './update-waiting.check.ts';

const well: AppHealth = {
  ...{ id: 'a', percloud: 'p', slug: 'blog', program: 'Blog 1', status: 'running', update: null },
  restarts: { count: 0, withinMinutes: 10 },
  cameByUpgrade: false,
};
const never = () => false;
const always = () => true;
const restarted = (count: number) => [{ ...well, restarts: { count, withinMinutes: 10 } }];

test.each(['running', 'starting', 'busy', 'stopped', 'broken'] as const)('an app that is %s is not ill', (status) => {
  expect(appUnhealthy.decide([{ ...well, status }], never)).toEqual([]);
});

test('an ill app is restarted, or taken back where an update may be the reason', () => {
  const remedies = (cameByUpgrade: boolean) =>
    appUnhealthy.decide([{ ...well, status: 'unhealthy', cameByUpgrade }], never)[0]?.remedies.map(({ name }) => name);
  expect(remedies(false)).toEqual(['restart-app']);
  expect(remedies(true)).toEqual(['restart-app', 'go-back']);
});

test('an app is told when it was started again three times, and until it runs through', () => {
  expect(appRestarting.decide(restarted(2), never)).toEqual([]);
  expect(appRestarting.decide(restarted(3), never)).toMatchObject([{ severity: 'bad', values: { count: 3, minutes: 10 } }]);
  expect(appRestarting.decide(restarted(1), always)).toHaveLength(1);
  expect(appRestarting.decide(restarted(0), always)).toEqual([]);
});

test('an update that wants more has to be agreed to on its page', () => {
  const told = (widens: string[]) => updateWaiting.decide([{ ...well, update: { version: '2.0', widens } }], never)[0];
  expect(told([])).toMatchObject({ case: 'ready', remedies: [{ name: 'update-app' }] });
  expect(told(['egress:internet'])).toMatchObject({ case: 'wants-more', remedies: [] });
});

describe('snapshots', () => {
  const gb = 1e9;
  const told = (snapshotsBytes: number, { freeBytes = 50 * gb, isTold = false } = {}) =>
    snapshotsLarge.decide({ disk: { totalBytes: 100 * gb, freeBytes }, apps: [{ ...well, bytes: gb, snapshotsBytes }] }, () => isTold);

  test('hold much when it is a tenth of the disk', () => {
    expect(told(9 * gb)).toEqual([]);
    expect(told(11 * gb)).toMatchObject([{ values: { sizeBytes: 11 * gb, nowBytes: gb }, remedies: [{ name: 'thin-snapshots' }] }]);
  });

  test('hold much sooner where room is short', () => {
    expect(told(3 * gb, { freeBytes: 10 * gb })).toHaveLength(1);
  });

  test('are told of until they hold clearly less', () => {
    expect(told(9 * gb, { isTold: true })).toHaveLength(1);
    expect(told(7 * gb, { isTold: true })).toEqual([]);
  });
});

describe('an app in the bin', () => {
  const gb = 1e9;
  const inBin = { id: 'a', percloud: 'p', slug: 'blog', program: 'Blog 1', inBinSince: '2026-11-01T12:00:00.000Z' };
  const told = (bytes: number, { freeBytes = 50 * gb, isTold = false } = {}) =>
    binLarge.decide({ disk: { totalBytes: 100 * gb, freeBytes }, apps: [{ ...inBin, bytes, snapshotsBytes: gb }] }, () => isTold);

  test('holds much with its snapshots, and goes by itself when its time is over', () => {
    expect(told(8 * gb)).toEqual([]);
    expect(told(10 * gb)).toMatchObject([
      { case: 'large', values: { sizeBytes: 11 * gb, emptiedAt: '2026-12-01T12:00:00.000Z' }, remedies: [] },
    ]);
    expect(told(2 * gb, { freeBytes: 10 * gb })).toHaveLength(1);
    expect(told(8 * gb, { isTold: true })).toHaveLength(1);
  });
});
