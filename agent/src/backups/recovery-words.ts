import { generateMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

const entropyBits = 256;

/** Twenty-four words of BIP-39: the owner's own key to every backup. They are the password itself, so stock restic takes them as they are. */
export const makeRecoveryWords = (): string => generateMnemonic(wordlist, entropyBits);

/** As they are kept: small letters, one space between; however they were typed. */
export const readRecoveryWords = (typed: string): string => typed.normalize('NFKD').toLowerCase().split(/\s+/).filter(Boolean).join(' ');

/** What is wrong with typed words, by their place from 1; a list that holds only known words may still have them in a wrong order. */
export function checkRecoveryWords(typed: string): { unknown: { place: number; word: string }[]; count: number; valid: boolean } {
  const words = readRecoveryWords(typed);
  const each = words === '' ? [] : words.split(' ');
  const unknown = each.flatMap((word, index) => (wordlist.includes(word) ? [] : [{ place: index + 1, word }]));
  return { unknown, count: each.length, valid: each.length === 24 && validateMnemonic(words, wordlist) };
}
