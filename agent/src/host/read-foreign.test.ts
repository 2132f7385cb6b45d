import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readForeign } from './read-foreign.ts';

const directory = mkdtempSync(join(tmpdir(), 'percloud-foreign-'));
const at = (name: string) => join(directory, name);
afterAll(() => rmSync(directory, { recursive: true }));

test('reads a file, and nothing that only looks like one', () => {
  writeFileSync(at('plain'), '{}');
  expect(readForeign(at('plain'), 2)).toBe('{}');
  expect(() => readForeign(at('plain'), 1)).toThrow('at most 1 bytes');
  symlinkSync(at('plain'), at('link'));
  expect(() => readForeign(at('link'), 2)).toThrow('ELOOP');
  execFileSync('mkfifo', [at('pipe')]);
  expect(() => readForeign(at('pipe'), 2)).toThrow('is no file');
  expect(() => readForeign('/dev/zero', 2)).toThrow('is no file');
});
