import { CommanderError } from 'commander';
import { expect, test } from 'vitest';
import { Problem } from '../problem.ts';
import { Refused, Unreachable } from './client.ts';
import { describe, exitCodeOf, NotFound, NotSucceeded, Usage } from './exit-codes.ts';

test.each([
  [new NotSucceeded(), 1],
  [new Error('anything'), 1],
  [new Usage('wrong'), 2],
  [new CommanderError(1, 'commander.unknownOption', 'unknown'), 2],
  [new Refused(new Problem('bad-input').toDocument()), 2],
  [new Unreachable(), 3],
  [new NotFound('none'), 4],
  [new Refused(new Problem('app-not-found').toDocument()), 4],
  [new Refused(new Problem('not-allowed').toDocument()), 5],
  [new CommanderError(0, 'commander.help', 'help'), 0],
])('%s', (error, code) => {
  expect(exitCodeOf(error)).toBe(code);
});

test('names the fields that were wrong, and what to do', () => {
  const problem = new Problem('bad-input', { fields: [{ path: 'body.slug', message: 'is too long' }] });
  expect(describe(new Refused(problem.toDocument()))).toEqual([
    'Something in what was sent is not right.',
    '  body.slug: is too long',
    'What to do: Correct the fields that are marked and try again.',
  ]);
});
