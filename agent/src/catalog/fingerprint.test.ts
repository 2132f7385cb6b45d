import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('is the beginning of what sha256sum says of the raw key, in groups of four', () => {
  expect(fingerprint(Buffer.alloc(32).toString('base64'))).toBe('6668 7aad f862 bd77 6c8f c18b 8e9f 8e20');
});
