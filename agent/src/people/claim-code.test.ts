import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ensureClaimCode, forgetClaimCode, isCode } from './claim-code.ts';

const dir = mkdtempSync(join(tmpdir(), 'claim-'));
afterAll(() => rmSync(dir, { recursive: true }));

test('is made once, kept for root alone, and forgotten', () => {
  const path = join(dir, 'claim-code');
  const code = ensureClaimCode(path);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(ensureClaimCode(path)).toBe(code);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(`${code}\n`);
  forgetClaimCode(path);
  forgetClaimCode(path);
  expect(ensureClaimCode(path)).not.toBe(code);
});

test.each([
  ['A0B1-C2D3', true],
  ['a0b1c2d3', true],
  [' aob1 c2d3 ', true],
  ['AOBL-C2D3', true],
  ['A0BI-C2D3', true],
  ['A0B1-C2D4', false],
  ['A0B1-C2D', false],
  ['', false],
])('%s is read as it was meant: %s', (typed, expected) => {
  expect(isCode(typed, 'A0B1-C2D3')).toBe(expected);
});
