import { personNameSchema } from '@percloud/contract/people';
import { expect, test } from 'vitest';
import { nameFrom } from './name-from.ts';

test.each([
  ['Ada Lovelace', 'ada'],
  ['María José', 'maria'],
  ['  Éric', 'eric'],
  ['3PO', 'po'],
  ['李', ''],
  ['', ''],
])('“%s” may sign in as “%s”', (displayName, name) => {
  expect(nameFrom(displayName)).toBe(name);
  if (name) expect(personNameSchema.parse(name)).toBe(name);
});
