import { api } from '@percloud/contract/api';
import { expect, test } from 'vitest';
import { ApiClient, Refused, renderRequest, Unreachable } from './client.ts';

const answering = (status: number, value: unknown) => new ApiClient(async () => ({ status, text: JSON.stringify(value) }));

test('fills path and query', () => {
  expect(renderRequest(api.listApps, { params: { percloud: 'a/b' }, query: { bin: 'true', other: undefined } })).toEqual({
    method: 'GET',
    path: '/api/perclouds/a%2Fb/apps?bin=true',
    body: undefined,
  });
});

test('parses what comes back by the endpoint’s schema', async () => {
  expect(await answering(200, { code: null, more: 1 }).call('getClaimCode')).toEqual({ code: null });
  await expect(answering(200, { code: 5 }).call('getClaimCode')).rejects.toThrow();
});

test('passes on the agent’s words when it refuses', async () => {
  const problem = { type: 'urn:x', code: 'app-busy', title: 'Busy.', remedy: 'Wait.', status: 409 };
  const refused = await answering(409, problem)
    .call('getClaimCode')
    .catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toHaveProperty('problem.remedy', 'Wait.');
});

test('does not mistake another program’s answer for the agent’s', async () => {
  await expect(answering(502, '<html>').call('getClaimCode')).rejects.toThrow(Unreachable);
});
