import { backupEndpoints, type Target } from '@percloud/contract/backups';
import { expect, test } from 'vitest';
import { changesOf, draftOf, limitsBeside } from './schedule-draft.ts';

const target: Target = {
  ...{ id: 't'.repeat(20), kind: 'disk', place: 'USB', state: 'ready', appendOnly: false, keepsWords: false, newest: null, backups: 0 },
  ...{ nextAt: null, waitsFor: null, lastProblem: null, operation: null, limitBytesPerSecond: null },
  schedule: { every: 'week', at: '03:30', weekday: 6 },
  keep: { daily: 7, weekly: 4, monthly: 0 },
};
const parse = (changes: unknown) => backupEndpoints.changeBackupTarget.body.safeParse(JSON.parse(JSON.stringify(changes)));

test('what is not touched stays as it was', () => {
  const { schedule, keep, limitBytesPerSecond } = target;
  expect(changesOf(draftOf(target))).toEqual({ schedule, keep, limitBytesPerSecond });
  expect(parse(changesOf(draftOf(target))).success).toBe(true);
});

test('until when one may be begun is a time, or left open', () => {
  const until = (typed: string) => changesOf({ ...draftOf(target), until: typed }).schedule;
  expect(until('07:00')).toMatchObject({ until: '07:00' });
  expect(parse({ schedule: until('') }).success).toBe(true);
  expect(until('')).not.toHaveProperty('until');
});

test.each(['', ' ', 'many', '-1'])('“%s” days are refused at their field', (daily) => {
  const { error } = parse(changesOf({ ...draftOf(target), daily }));
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['keep.daily']);
});

test('a limit that is none of the usual ones is offered too', () => {
  expect(limitsBeside(null)).not.toContain(70_000);
  expect(limitsBeside(70_000)[0]).toBe(70_000);
  expect(limitsBeside(1_000_000)).toEqual(limitsBeside(null));
});
