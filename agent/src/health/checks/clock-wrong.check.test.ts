import { expect, test } from 'vitest';
import type { ClockState } from '../sources.ts';
import { clockWrong } from './clock-wrong.check.ts';

const right: ClockState = {
  now: Date.parse('2026-11-21T12:00:00Z'),
  releasedAt: Date.parse('2026-11-01T12:00:00Z'),
  aheadSeconds: null,
  leapSeconds: null,
  jump: null,
  isSettable: true,
};
const told = (state: Partial<ClockState>, isTold = false) =>
  clockWrong.decide({ ...right, ...state }, () => isTold).map((found) => [found.case, found.values.differenceSeconds]);

test.each<[Partial<ClockState>, ReturnType<typeof told>]>([
  [{}, []],
  [{ aheadSeconds: 2 }, []],
  [{ aheadSeconds: 3600 }, [['ahead', 3600]]],
  [{ aheadSeconds: -86_400.4 }, [['behind', 86_400]]],
  [{ leapSeconds: -7200 }, [['leapt', 7200]]],
  [{ now: Date.parse('2026-10-01T12:00:00Z') }, [['before-release', undefined]]],
])('%j', (state, expected) => {
  expect(told(state)).toEqual(expected);
});

test('a leap that somebody else’s clock confirms was a correction', () => {
  expect(told({ leapSeconds: 3600, aheadSeconds: 0.3 })).toEqual([]);
});

test('is right again only when it is nearly right', () => {
  expect(told({ aheadSeconds: 30 }, true)).toEqual([['ahead', 30]]);
  expect(told({ aheadSeconds: 5 }, true)).toEqual([]);
});

test('is set only where it is ours to set', () => {
  const remedies = (isSettable: boolean) => clockWrong.decide({ ...right, aheadSeconds: 3600, isSettable }, () => false)[0]?.remedies;
  expect(remedies(true)).toEqual([{ name: 'set-clock', kind: 'box.set-clock', percloud: null }]);
  expect(remedies(false)).toEqual([]);
});
