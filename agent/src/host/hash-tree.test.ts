import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashTree } from './hash-tree.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'percloud-hash-'));
  await mkdir(join(root, 'a/dist'), { recursive: true });
  await writeFile(join(root, 'a/one'), '1');
});
afterAll(() => rm(root, { recursive: true }));

test('changes with names and contents, not with what was built', async () => {
  const before = await hashTree([root]);
  await writeFile(join(root, 'a/dist/built'), 'x');
  expect(await hashTree([root])).toBe(before);
  await writeFile(join(root, 'a/one'), '2');
  const changed = await hashTree([root]);
  expect(changed).not.toBe(before);
  await writeFile(join(root, 'a/two'), '');
  expect(await hashTree([root])).not.toBe(changed);
});

test('copes with what is not there', async () => {
  expect(await hashTree([join(root, 'nowhere')])).toMatch(/^[0-9a-f]{64}$/);
});
