import { expect, test } from 'vitest';
import { clientOf } from './client.ts';

test('the address is what Caddy saw, not what the client says it is', () => {
  expect(clientOf({ headers: { 'x-forwarded-for': '1.2.3.4, 10.0.0.9', 'user-agent': 'x' } })).toEqual({
    address: '10.0.0.9',
    userAgent: 'x',
  });
  expect(clientOf({ headers: {} }).address).toBe('local');
});
