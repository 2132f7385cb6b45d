import { endpoint } from '@percloud/contract/endpoint';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { parseInput } from './parse-input.ts';

const row = endpoint('POST', '/things/:id', {
  role: 'anyone',
  summary: 'A row for this test.',
  params: z.object({ id: z.string().regex(/^\d+$/, 'is not an id') }),
  query: z.object({ tail: z.coerce.number().int().max(10).default(3) }),
  body: z.strictObject({
    settings: z.object({ title: z.string() }),
    count: z.number().optional(),
    color: z.enum(['red', 'blue']).optional(),
  }),
});

const fieldsOf = (request: { params: unknown; query: unknown; body: unknown }) => {
  try {
    parseInput(row, request);
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, fields: error.parts.fields };
  }
  return undefined;
};

test('gives parsed parts, with defaults', () => {
  const input = parseInput(row, { params: { id: '1' }, query: {}, body: { settings: { title: 'x' } } });
  expect(input).toEqual({ params: { id: '1' }, query: { tail: 3 }, body: { settings: { title: 'x' } } });
});

test('names every field that is wrong, in words', () => {
  const request = { params: { id: 'x' }, query: { tail: '11' }, body: { settings: { title: 1 }, count: '1', color: 'green', more: 1 } };
  expect(fieldsOf(request)).toEqual({
    code: 'bad-input',
    fields: [
      { path: 'params.id', message: 'is not an id', rule: 'pattern' },
      { path: 'query.tail', message: 'is more than 10', rule: 'too-big', limit: 10 },
      { path: 'body.settings.title', message: 'has to be text', rule: 'text' },
      { path: 'body.count', message: 'has to be a number', rule: 'number' },
      { path: 'body.color', message: 'has to be one of: red, blue', rule: 'choice', limit: 'red, blue' },
      { path: 'body.more', message: 'is not known here', rule: 'unknown' },
    ],
  });
});

test('a missing body is missing', () => {
  expect(fieldsOf({ params: { id: '1' }, query: {}, body: undefined })?.fields).toEqual([
    { path: 'body', message: 'is missing', rule: 'needed' },
  ]);
});
