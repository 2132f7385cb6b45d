import { expect, test } from 'vitest';
import { addressOf } from './api.ts';

test('fills the path and leaves out what is not asked', () => {
  const params = { percloud: 'p'.repeat(20), app: 'a'.repeat(20) };
  expect(addressOf('getAppIcon', { params })).toBe(`/api/perclouds/${params.percloud}/apps/${params.app}/icon`);
  expect(addressOf('getAppLogs', { params, query: { follow: 'true', service: undefined } })).toMatch(/\/logs\?follow=true$/);
  expect(addressOf('getCatalogIcon', { params: { app: 'a/../b' } })).toBe('/api/catalog/a%2F..%2Fb/icon');
});
