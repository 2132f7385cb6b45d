import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const newLock = () => join(temporaryDirectory(), 'lock');

test('lets one in after the other', async () => {
  const file = newLock();
  const seen: string[] = [];
  const visit = (name: string) =>
    withLock(file, async () => {
      seen.push(`${name} in`);
      await setTimeout(50);
      seen.push(`${name} out`);
    });
  await Promise.all([visit('a'), visit('b')]);
  expect(seen).toEqual(['a in', 'a out', 'b in', 'b out']);
});

test('takes over from a holder that died', async () => {
  const file = newLock();
  writeFileSync(file, '999999999');
  expect(await withLock(file, async () => 'in')).toBe('in');
});
