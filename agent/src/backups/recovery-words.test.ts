import { expect, test } from 'vitest';
import { checkRecoveryWords, makeRecoveryWords, readRecoveryWords } from './recovery-words.ts';

test('twenty-four words, other ones each time, that check themselves', () => {
  const [one, other] = [makeRecoveryWords(), makeRecoveryWords()];
  expect(one.split(' ')).toHaveLength(24);
  expect(one).not.toBe(other);
  expect(checkRecoveryWords(one)).toEqual({ unknown: [], count: 24, valid: true });
});

test('typed in whatever way they are the same', () => {
  const words = makeRecoveryWords();
  expect(readRecoveryWords(`  ${words.toUpperCase().replaceAll(' ', ' \n\t')} `)).toBe(words);
});

test('a word that is none, one too few, and two that changed places are each told apart', () => {
  const words = `${'abandon '.repeat(23)}art`;
  expect(checkRecoveryWords(words).valid).toBe(true);
  expect(checkRecoveryWords(words.replace('art', 'artt'))).toEqual({ unknown: [{ place: 24, word: 'artt' }], count: 24, valid: false });
  expect(checkRecoveryWords(words.replace(' art', ''))).toEqual({ unknown: [], count: 23, valid: false });
  expect(checkRecoveryWords(`art ${'abandon '.repeat(23)}`)).toEqual({ unknown: [], count: 24, valid: false });
  expect(checkRecoveryWords('')).toEqual({ unknown: [], count: 0, valid: false });
});
