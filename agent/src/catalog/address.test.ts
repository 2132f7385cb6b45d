import { expect, test } from 'vitest';
import { mayLeadTo, normalizeAddress } from './address.ts';

test.each([
  ['https://example.org/a', 'https://cdn.example.net/b', true],
  ['https://example.org/a', 'http://example.org/a', false],
  ['https://example.org/a', 'http://127.0.0.1:8080/a', false],
  ['http://127.0.0.1:1/a', 'http://127.0.0.1:2/a', true],
  ['http://127.0.0.1:1/a', 'http://example.org/a', false],
  ['https://example.org/a', 'file:///etc/passwd', false],
  ['http://127.0.0.1:1/a', 'file:///etc/passwd', false],
])('from %s to %s: %s', (from, to, may) => {
  expect(mayLeadTo(from, to)).toBe(may);
});

test('one spelling for each place', () => {
  expect(normalizeAddress('HTTPS://Example.ORG:443/catalog//')).toBe('https://example.org/catalog');
  expect(normalizeAddress('https://example.org')).toBe('https://example.org');
});

test.each(['https://me@example.org/', 'https://example.org/?x', 'https://example.org/#x', 'http://example.org', 'example.org'])(
  '%s is no address of a catalog',
  (address) => {
    expect(() => normalizeAddress(address)).toThrow('catalog-bad-address');
  },
);
