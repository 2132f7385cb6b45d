import { api } from '@percloud/contract/api';
import { expect, test } from 'vitest';
import { openApi } from './open-api.ts';

const document = openApi(api, '1.2.3');

test('has every endpoint of the table once', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map((operation) => 'operationId' in operation && operation.operationId).sort()).toEqual(Object.keys(api).sort());
});

test('names parameters as OpenAPI does', () => {
  expect(document.paths['/perclouds/{percloud}/apps']?.get).toMatchObject({
    operationId: 'listApps',
    parameters: [
      { name: 'percloud', in: 'path', required: true, schema: { type: 'string' } },
      { name: 'bin', in: 'query', required: false },
    ],
    responses: {
      200: { content: { 'application/json': { schema: { type: 'array' } } } },
      default: { $ref: '#/components/responses/Problem' },
    },
  });
});

test('is plain JSON, with every reference in it', () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text).not.toContain('undefined');
});
