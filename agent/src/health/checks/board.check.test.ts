import { expect, test } from 'vitest';
import type { BoardState } from '../sources.ts';
import { tooHot } from './too-hot.check.ts';
import { undervoltage } from './undervoltage.check.ts';

const well: BoardState = { celsius: 55, hotCelsius: 70, limitCelsius: 80, isSlowedByHeat: false, tooLittleVoltage: null };
const fed = { lately: false, sinceStart: false, supplyWatts: 15 };
const heat = (state: Partial<BoardState>, isTold = false) =>
  tooHot.decide({ ...well, ...state }, () => isTold).map((found) => [found.case, found.severity]);
const power = (tooLittleVoltage: BoardState['tooLittleVoltage']) => undervoltage.decide({ ...well, tooLittleVoltage }, () => false);

test.each<[string, Partial<BoardState>, string[][]]>([
  ['cool', {}, []],
  ['warm', { celsius: 69.9 }, []],
  ['hot', { celsius: 71 }, [['hot', 'notice']]],
  ['as hot as it may get', { celsius: 80 }, [['limit', 'bad']]],
  ['hot, and slowed down before its limit', { celsius: 74, isSlowedByHeat: true }, [['limit', 'bad']]],
  ['slowed down a moment ago, and cool again', { celsius: 60, isSlowedByHeat: true }, []],
  ['without a thermometer', { celsius: null, isSlowedByHeat: true }, []],
])('%s', (_, state, expected) => {
  expect(heat(state)).toEqual(expected);
});

test('is told until it is clearly cooler', () => {
  expect(heat({ celsius: 66 }, true)).toEqual([['hot', 'notice']]);
  expect(heat({ celsius: 64 }, true)).toEqual([]);
});

test('too little voltage is told while it lasts, and that it was there until the board is switched off', () => {
  expect(power({ ...fed, lately: true, sinceStart: true })).toMatchObject([{ case: 'now', severity: 'bad', values: { watts: 15 } }]);
  expect(power({ ...fed, sinceStart: true })).toMatchObject([{ case: 'since-start', severity: 'notice' }]);
  expect(power(fed)).toEqual([]);
  expect(power(null)).toEqual([]);
});
