import { expect, test } from 'vitest';
import { freeSubnet } from './subnets.ts';

test('gives the first subnet that nobody has', () => {
  expect(freeSubnet([])).toBe('10.213.0.0/26');
  expect(freeSubnet(['10.213.0.0/26', '10.213.0.64/26'])).toBe('10.213.0.128/26');
});

test('keeps away from wider and narrower networks of others', () => {
  expect(freeSubnet(['10.213.0.0/24'])).toBe('10.213.1.0/26');
  expect(freeSubnet(['10.213.0.70/32', '10.213.0.5/32'])).toBe('10.213.0.128/26');
  expect(freeSubnet(['fe80::1/64', '192.168.1.20/24'])).toBe('10.213.0.0/26');
});

test('says when there is none left', () => {
  expect(() => freeSubnet(['10.0.0.0/8'])).toThrow('taken');
});
