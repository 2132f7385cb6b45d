import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { nextVersion, raiseVersion } from './raise-version.ts';

const notes = { en: 'Fixes: openssl.', es: 'Correcciones: “openssl”.', it: 'Correzioni' };

test.each([
  ['1.1.0', [], '1.1.1'],
  ['1.1.0', ['1.1.1', '1.1.2'], '1.1.3'],
  ['2.0.0-beta.1', [], '2.0.0-beta.2'],
])('after %s comes, with %s taken, %s', (version, taken, next) => {
  expect(nextVersion(version, taken)).toBe(next);
});

test('changes version and notes and leaves every other line as it was', () => {
  const text = readFileSync(join(import.meta.dirname, '../apps/radicale/app.yaml'), 'utf8');
  const raised = raiseVersion(text, '9.9.9', notes);
  expect(parse(raised)).toEqual({ ...parse(text), version: '9.9.9', release_notes: notes });
  const untouched = (lines: string) => lines.split('\n').filter((line) => !/^version:|^release_notes|^ {2}(?:en|es|it): /.test(line));
  expect(untouched(raised)).toEqual(untouched(text));
});

test.each([
  [
    'in one line',
    'id: a # the id\nversion: 1.0.0 # first\nrelease_notes: { en: A, es: B, it: C } # old\ntitle: x\n',
    '# the id|# first|# old',
  ],
  ['at the end', 'id: a\nversion: "1.0.0"\nrelease_notes:\n  en: >-\n    a\n    b\n  es: B\n  it: C\n\n# last\n', '# last'],
  ['nowhere', '# first\nversion: 1.0.0\nid: a\n', '# first'],
])('notes that stood %s', (_, text, comments) => {
  const raised = raiseVersion(text, '1.0.1', notes);
  expect(parse(raised)).toEqual({ ...parse(text), version: '1.0.1', release_notes: notes });
  for (const comment of comments.split('|')) expect(raised).toContain(comment);
});
