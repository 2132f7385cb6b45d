import type { AppRelease } from '@percloud/contract/apps';
import { expect, test } from 'vitest';
import { notesUpTo } from './notes-up-to.ts';

const release = (version: string, note = `new in ${version}`): AppRelease => ({
  ...{ version, publishedAt: '2026-11-01T00:00:00Z', widens: [], narrows: [] },
  releaseNotes: note === '' ? undefined : { en: note, es: note, it: note },
});
const [beta, two, twoBeta, wordless, one] = [
  release('3.0.0-beta.1'),
  release('2.0.0'),
  release('2.0.0-beta.1'),
  release('1.2.0', ''),
  release('1.1.0'),
] as const;
const newestFirst = [beta, two, twoBeta, wordless, one];
const told = (wanted: AppRelease) => notesUpTo(wanted, newestFirst).map(({ version }) => version);

test('tells of every release that is skipped, none beyond the wanted one, nothing where nothing was written', () => {
  expect(told(two)).toEqual(['2.0.0', '1.1.0']);
  expect(told(one)).toEqual(['1.1.0']);
});

test('tells of what was tried out only to who tries out', () => {
  expect(told(beta)).toEqual(['3.0.0-beta.1', '2.0.0', '2.0.0-beta.1', '1.1.0']);
});
