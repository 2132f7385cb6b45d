import { expect, test } from 'vitest';
import { wordsIn } from './count-words.ts';

test.each([
  ['', []],
  ['  \n ', []],
  ['ocean  violin\nmoss', ['ocean', 'violin', 'moss']],
  ['1 ocean 2 violin', ['ocean', 'violin']],
  ['1. ocean\n2.violin\n3) moss', ['ocean', 'violin', 'moss']],
  ['ocean, violin; moss', ['ocean', 'violin', 'moss']],
])('%j', (typed, words) => {
  expect(wordsIn(typed)).toEqual(words);
});
