import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const root = mkdtempSync(join(tmpdir(), 'percloud-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** For tests: a directory that is gone when all tests of the file are over. */
export const temporaryDirectory = () => mkdtempSync(join(root, 'directory-'));
