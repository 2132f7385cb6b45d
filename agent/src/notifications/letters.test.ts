import type { CheckName } from '@percloud/contract/health';
import { languages } from '@percloud/contract/words';
import { expect, test } from 'vitest';
import { firstLetter, letterOf } from './letters.ts';

const panel = 'https://percloud.local';
const ada = { displayName: 'Ada', language: 'en' } as const;
const things = (...checks: CheckName[]) => checks.map((check) => ({ check }));
const letter = (told: { needs?: CheckName[]; over?: CheckName[]; still?: CheckName[] }) =>
  letterOf(ada, { needs: things(...(told.needs ?? [])), over: things(...(told.over ?? [])), still: things(...(told.still ?? [])) }, panel);

test('what begins, what is over and what stays is said once each, and where to look', () => {
  const said = letter({ needs: ['app-unhealthy', 'app-unhealthy'], over: ['disk-filling'], still: ['too-hot', 'app-unhealthy'] });
  expect(said?.subject).toBe('Your Percloud box needs you');
  expect(said?.text).toBe(`Hello Ada,

something needs you:
- An app is not well.

This is over, you need do nothing more about it:
- The disk is filling.

This still needs you:
- The box is too hot.

The panel says what it means and what to do:
https://percloud.local

You get this because you asked for it in the panel, under “Settings”. There you can end it as well.
`);
});

test('all is over only when nothing is left', () => {
  expect(letter({ over: ['too-hot'] })?.subject).toBe('Your Percloud box: all over');
  const some = letter({ over: ['too-hot'], still: ['disk-failing'] });
  expect(some?.subject).toBe('Your Percloud box: something is over');
  expect(some?.text).toContain('This still needs you:\n- A disk is failing.');
});

test('a kind of thing is not over as long as there is one of it', () => {
  expect(letter({ over: ['app-unhealthy'], still: ['app-unhealthy'] })).toBeUndefined();
  expect(letter({ over: ['app-unhealthy'], needs: ['app-unhealthy'] })?.text).not.toContain('This is over');
});

test.each(languages)('a first message says what it is for, and how it ends, in %s', (language) => {
  const { subject, text } = firstLetter({ displayName: 'Ada', language }, panel);
  expect(subject).toContain('Percloud');
  expect(text.split('\n\n')).toHaveLength(3);
  expect(text).toContain(panel);
});
