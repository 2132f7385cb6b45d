import { expect, test } from 'vitest';
import type { ClockState } from '../sources.ts';
import { clockJumped } from './clock-jumped.check.ts';

const right: ClockState = {
  ...{ now: 1, releasedAt: 0, aheadSeconds: 0.2, leapSeconds: null, isSettable: true },
  jump: null,
};
const at = '2026-11-21T12:00:00.000Z';
const told = (seconds: number, aheadSeconds: number | null = 0.2) =>
  clockJumped.decide({ ...right, aheadSeconds, jump: { seconds, at } }, () => false);

test('a clock that was set by more than five minutes is told, whichever way', () => {
  expect(clockJumped.decide(right, () => false)).toEqual([]);
  expect(told(200)).toEqual([]);
  expect(told(7200.4)).toMatchObject([{ case: 'forward', severity: 'notice', values: { jumpSeconds: 7200, jumpedAt: at }, remedies: [] }]);
  expect(told(-600)).toMatchObject([{ case: 'back', values: { jumpSeconds: 600 } }]);
});

test.each([
  ['nobody could be asked', null],
  ['it is wrong', 7200],
])('while %s, that is told and nothing else', (_, aheadSeconds) => {
  expect(told(7200, aheadSeconds)).toEqual([]);
});
