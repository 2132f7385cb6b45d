import { afterEach, expect, test, vi } from 'vitest';
import { addressOf, call } from './api.ts';

afterEach(() => vi.unstubAllGlobals());

test('fills the path and leaves out what is not asked', () => {
  const params = { percloud: 'p'.repeat(20), app: 'a'.repeat(20) };
  expect(addressOf('getAppIcon', { params })).toBe(`/api/perclouds/${params.percloud}/apps/${params.app}/icon`);
  expect(addressOf('getAppLogs', { params, query: { follow: 'true', service: undefined } })).toMatch(/\/logs\?follow=true$/);
  expect(addressOf('getCatalogIcon', { params: { app: 'a/../b' } })).toBe('/api/catalog/a%2F..%2Fb/icon');
});

test('an answer that is cut in the middle is none', async () => {
  const pieces = [() => new TextEncoder().encode('{"perclouds":['), () => Promise.reject(new TypeError('network error'))];
  const body = new ReadableStream({ pull: async (controller) => controller.enqueue(await pieces.shift()?.()) });
  vi.stubGlobal('fetch', async () => new Response(body));
  await expect(call('getMe')).rejects.toMatchObject({ problem: { code: 'unreachable' } });
});
