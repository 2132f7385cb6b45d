import { expect, test } from 'vitest';
import { isFromPanel } from './origin.ts';

const panel = 'https://percloud.localhost:8443';

test.each([
  ['GET', { origin: 'https://evil.example' }, true],
  ['POST', { origin: panel }, true],
  ['POST', { origin: 'https://evil.example' }, false],
  ['POST', { origin: 'https://percloud.localhost' }, false],
  ['POST', { origin: 'http://percloud.localhost:8443' }, false],
  ['POST', { origin: 'https://blog-ana.localhost:8443' }, false],
  ['POST', { origin: 'null' }, false],
  ['POST', { origin: '' }, false],
  ['POST', {}, false],
  ['DELETE', { 'sec-fetch-site': 'same-origin' }, true],
  ['DELETE', { 'sec-fetch-site': 'same-site' }, false],
  ['DELETE', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
])('%s with %j: %s', (method, headers, expected) => {
  expect(isFromPanel({ method, headers }, panel)).toBe(expected);
});
