// @vitest-environment happy-dom
import type { FieldProblem } from '@percloud/contract/problems';
import { beforeAll, expect, test } from 'vitest';
import { speak } from './i18n.ts';
import { fieldText } from './problem-text.ts';

beforeAll(() => speak('es'));

const text = (field: Partial<FieldProblem>) => fieldText({ path: 'body.thing', message: 'is odd', ...field });

test('a rule has words in every language, with its limit', () => {
  expect(text({ rule: 'too-short', limit: 10 })).toBe('Al menos 10 caracteres, por favor.');
});

test('what a field looks like is told by the field where it has words of its own', () => {
  expect(text({ path: 'body.slug', rule: 'pattern' })).toContain('guiones');
  expect(text({ rule: 'pattern' })).toBe('Esto no parece correcto.');
});

test('English is never shown to who speaks another language', async () => {
  expect(text({})).toBe('Esto no parece correcto.');
  await speak('en');
  expect(text({})).toBe('is odd');
});
