import { expect, test } from 'vitest';
import { isRoomNeeded } from './room-by-need.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const bad = { severity: 'bad', since: ago(11) } as const;

test.each([
  ['a disk with room', undefined, null, false],
  ['a disk that is low', { severity: 'notice', since: ago(600) } as const, null, false],
  ['one that is about to be full since a moment ago', { severity: 'bad', since: ago(9) } as const, null, false],
  ['one that stays so', bad, null, true],
  ['one where room was made lately', bad, ago(5 * 60), false],
  ['one where room was made this morning', bad, ago(7 * 60), true],
])('%s', (_, finding, triedAt, expected) => {
  expect(isRoomNeeded(now, { finding, triedAt })).toBe(expected);
});
