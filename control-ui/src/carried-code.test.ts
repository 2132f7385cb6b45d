import { expect, test } from 'vitest';
import { codeIn } from './carried-code.ts';

test.each([
  ['#claim=7K3M-9QXZ', 'claim', '7K3M-9QXZ'],
  ['#reset=7K3M-9QXZ', 'reset', '7K3M-9QXZ'],
  ['#reset=7K3M-9QXZ', 'claim', ''],
  ['#claim=<b>', 'claim', ''],
  [`#claim=${'A'.repeat(41)}`, 'claim', ''],
  ['#claim=', 'claim', ''],
  ['', 'claim', ''],
] as const)('%s carries for %s: “%s”', (fragment, purpose, code) => {
  expect(codeIn(fragment, purpose)).toBe(code);
});
