import { describe, expect, test } from 'vitest';
import { busyPatienceMs, isDue, isInWindow, lastDue, nextDue } from './schedule.ts';

const daily = { every: 'day', at: '03:30', weekday: 0 } as const;
const weekly = { every: 'week', at: '03:30', weekday: 0 } as const;
/** A Thursday. */
const now = new Date(2026, 9, 1, 12, 0);

describe('when a backup is due', () => {
  test('every day: this morning, tomorrow morning', () => {
    expect(lastDue(daily, now)).toEqual(new Date(2026, 9, 1, 3, 30));
    expect(nextDue(daily, now)).toEqual(new Date(2026, 9, 2, 3, 30));
    expect(lastDue(daily, new Date(2026, 9, 1, 3, 29))).toEqual(new Date(2026, 8, 30, 3, 30));
    expect(lastDue(daily, new Date(2026, 9, 1, 3, 30))).toEqual(new Date(2026, 9, 1, 3, 30));
  });

  test('every week: last Sunday, next Sunday', () => {
    expect(lastDue(weekly, now)).toEqual(new Date(2026, 8, 27, 3, 30));
    expect(nextDue(weekly, now)).toEqual(new Date(2026, 9, 4, 3, 30));
    const sunday = new Date(2026, 9, 4, 3, 0);
    expect(lastDue(weekly, sunday)).toEqual(new Date(2026, 8, 27, 3, 30));
    expect(nextDue(weekly, sunday)).toEqual(new Date(2026, 9, 4, 3, 30));
  });

  test('never by itself', () => {
    expect(lastDue({ ...daily, every: 'never' }, now)).toBeUndefined();
    expect(nextDue({ ...daily, every: 'never' }, now)).toBeUndefined();
  });

  test('a box that was off for ten days makes up for it once', () => {
    const createdAt = new Date(2026, 8, 1).toISOString();
    expect(isDue(daily, { createdAt, triedAt: new Date(2026, 8, 21, 3, 30).toISOString() }, now)).toBe(true);
    expect(isDue(daily, { createdAt, triedAt: now.toISOString() }, now)).toBe(false);
  });

  test.each([
    ['03:30', '07:00', { '03:29': false, '03:30': true, '06:59': true, '07:00': false, '12:00': false }],
    ['23:00', '05:00', { '22:59': false, '23:00': true, '00:00': true, '04:59': true, '05:00': false }],
    ['03:30', undefined, { '03:29': true, '12:00': true }],
    ['03:30', '03:30', { '03:29': true, '12:00': true }],
  ])('from %s to %s it may be begun', (at, until, times) => {
    for (const [time, may] of Object.entries(times)) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      expect([time, isInWindow({ ...daily, at, until }, new Date(2026, 9, 1, hours, minutes))]).toEqual([time, may]);
    }
  });

  test.each([
    ['03:30', undefined, 120],
    ['03:30', '04:30', 30],
    ['23:30', '00:30', 30],
    ['22:00', '06:00', 120],
  ])('from %s to %s a busy box puts it off by %i minutes at most', (at, until, minutes) => {
    expect(busyPatienceMs({ ...daily, at, until })).toBe(minutes * 60_000);
  });

  test('a new place waits for its first night', () => {
    expect(isDue(daily, { createdAt: new Date(2026, 9, 1, 10).toISOString(), triedAt: null }, now)).toBe(false);
  });

  test('a clock that was years ahead does not put backups off for years, and set right brings one more', () => {
    const wrong = { createdAt: new Date(2026, 8, 1).toISOString(), triedAt: new Date(2031, 0, 1).toISOString() };
    expect(isDue(daily, wrong, now)).toBe(true);
    expect(isDue(daily, { ...wrong, triedAt: now.toISOString() }, now)).toBe(false);
  });
});
