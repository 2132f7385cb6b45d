import { expect, test } from 'vitest';
import { Tellings } from './tellings.ts';

const id = 'disk-filling';
const [bad, notice] = [
  { id, severity: 'bad' },
  { id, severity: 'notice' },
] as const;

test('what lasts is told once, however often it is found', () => {
  const tellings = new Tellings();
  expect([bad, bad, bad].map((finding) => tellings.found(finding))).toEqual(['new', undefined, undefined]);
});

test('what gets worse is told once more, and what then goes to and fro is not', () => {
  const tellings = new Tellings();
  expect([notice, bad, notice, bad, notice].map((finding) => tellings.found(finding))).toEqual([
    ...['new', 'worse'],
    ...[undefined, undefined, undefined],
  ]);
  expect(tellings.worstOf(id)).toBe('bad');
});

test('what is over is told as solved, once, and begins anew', () => {
  const tellings = new Tellings();
  expect(tellings.over(id)).toBeUndefined();
  tellings.found(bad);
  expect([tellings.over(id), tellings.over(id)]).toEqual(['solved', undefined]);
  expect(tellings.found(notice)).toBe('new');
});

test('a restart tells nothing again, but what got worse meanwhile', () => {
  const tellings = new Tellings();
  tellings.remember(id, 'notice');
  expect([tellings.found(notice), tellings.found(bad)]).toEqual([undefined, 'worse']);
  tellings.remember(id, 'bad');
  expect(tellings.over(id)).toBe('solved');
});
