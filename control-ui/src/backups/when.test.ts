// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest';
import { speak } from '../i18n/i18n.ts';
import { when } from './when.ts';

beforeAll(() => speak('it'));

const now = new Date(2026, 10, 29, 20, 0);
const at = (day: number, hour: number, minute = 12) => new Date(2026, 10, day, hour, minute).toISOString();

test.each([
  [at(29, 4), 'stanotte, 4:12'],
  [at(29, 9), 'stamattina, 9:12'],
  [at(29, 15), 'questo pomeriggio, 15:12'],
  [at(29, 19), 'stasera, 19:12'],
  [at(29, 23), 'oggi, 23:12'],
  [at(28, 23), 'ieri, 23:12'],
  [at(30, 3, 30), 'domani, 3:30'],
  [at(12, 14, 3), '12 novembre alle ore 14:03'],
])('%s: “%s”', (iso, words) => {
  expect(when(iso, now)).toBe(words);
});

test('a night that is not over is not last night', () => {
  expect(when(at(29, 1), new Date(2026, 10, 29, 4, 30))).toBe('oggi, 1:12');
});
