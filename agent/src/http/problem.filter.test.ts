import { NotFoundException } from '@nestjs/common';
import { expect, test } from 'vitest';
import { asProblem, Problem } from '../problem.ts';
import { fromFramework } from './problem.filter.ts';

const withStatus = (statusCode: number) => Object.assign(new Error('said by Fastify'), { statusCode });

test.each([
  [new Problem('busy'), 'busy'],
  [new NotFoundException(), 'not-found'],
  [withStatus(400), 'malformed-json'],
  [withStatus(413), 'too-large'],
  [withStatus(415), 'unsupported-type'],
  [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'disk-full'],
  [new TypeError('a bug'), 'internal'],
  ['not even an error', 'internal'],
])('%s is %s', (thrown, code) => {
  expect(asProblem(fromFramework(thrown)).code).toBe(code);
});

test('what nobody foresaw tells nothing about itself', () => {
  const document = JSON.stringify(asProblem(new Error('SELECT secret FROM person')).toDocument());
  expect(document).not.toContain('secret');
});
