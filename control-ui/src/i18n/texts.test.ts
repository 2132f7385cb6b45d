import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCases, remedyNames } from '@percloud/contract/health';
import { operationKinds } from '@percloud/contract/operations';
import { fieldRules, problems } from '@percloud/contract/problems';
import { describe, expect, test } from 'vitest';
import englishBackups from './en/backups.json';
import englishBox from './en/box.json';
import en from './en/panel.ts';
import spanishBackups from './es/backups.json';
import spanishBox from './es/box.json';
import es from './es/panel.ts';
import spanishProblems from './es/problems.json';
import italianBackups from './it/backups.json';
import italianBox from './it/box.json';
import it from './it/panel.ts';
import italianProblems from './it/problems.json';

type Texts = { [key: string]: string | Texts };

function leaves(texts: Texts, path = ''): [key: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
}

/** Languages have different plural forms: `_one`, `_many`, `_other` are one sentence. */
const sentences = (...parts: Texts[]) =>
  new Map(parts.flatMap((part) => leaves(part)).map(([key, text]) => [key.replace(/_(one|many|other)$/, ''), text]));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const english = sentences(en, englishBackups, englishBox);

describe.each([
  ['Spanish', [es, spanishBackups, spanishBox]],
  ['Italian', [it, italianBackups, italianBox]],
])('%s', (_, parts) => {
  const translated = sentences(...parts);

  test('says everything that English says, and nothing else', () => {
    expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('fills the same blanks', () => {
    const blanks = (of: Map<string, string>) =>
      Object.fromEntries([...english.keys()].map((key) => [key, placeholders(of.get(key) ?? '')]));
    expect(blanks(translated)).toEqual(blanks(english));
  });
});

describe.each([
  ['Spanish', spanishProblems],
  ['Italian', italianProblems],
])('problems in %s', (_, texts) => {
  const translated: Record<string, { title: string; remedy: string }> = texts;

  test.each(Object.entries(problems))('%s has words, and fills no blank that the box doesn’t', (code, problem) => {
    const words = translated[code];
    expect(words?.title).toBeTruthy();
    expect(words?.remedy).toBeTruthy();
    const known = placeholders(problem.title + problem.remedy);
    for (const name of placeholders(`${words?.title}${words?.remedy}`)) expect(known).toContain(name);
  });

  test('has no words for problems that don’t exist', () => {
    // The panel's own, for when nobody answers.
    expect(Object.keys(translated).filter((code) => !Object.hasOwn(problems, code))).toEqual(['unreachable']);
  });
});

test.each(operationKinds)('%s can be told at every stage', (kind) => {
  for (const stage of ['live', 'done', 'failed', 'meaning']) expect(english.has(`operation.${kind}.${stage}`)).toBe(true);
});

test.each(fieldRules)('the rule %s has words', (rule) => {
  expect(english.has(`field-rules.${rule}`)).toBe(true);
});

test('there are words for the steps of the agent, and for nothing else that was one once', () => {
  const features = join(import.meta.dirname, '../../../agent/src');
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.operation.ts'));
  const steps = files.flatMap((name) =>
    [...readFileSync(join(features, name), 'utf8').matchAll(/\b(?:(?:step|commit|discover)(?:<[^>]+>)?\(\s*|name: )'([^']+)'/g)].map(
      ([, step]) => step,
    ),
  );
  expect(Object.keys(en.steps).sort()).toEqual([...new Set(steps)].sort());
});

test('there are words for the kinds of operations, and for no others', () => {
  const told = leaves(en.operation).map(([key]) => /^(.+)\.meaning$/.exec(key)?.[1]);
  expect(told.filter((kind) => kind !== undefined).sort()).toEqual([...operationKinds].sort());
});

test.each(Object.entries(checkCases).flatMap(([check, cases]) => cases.map((one) => `finding.${check}.${one}`)))(
  '%s can be told',
  (finding) => {
    for (const part of ['title', 'text']) expect(english.has(`${finding}.${part}`)).toBe(true);
  },
);

test('there are words for remedies, and for no others', () => {
  expect(Object.keys(en.remedy).sort()).toEqual([...remedyNames].sort());
});
