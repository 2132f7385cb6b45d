import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** The checkout this command runs from. */
export const rootDir = join(import.meta.dirname, '../../..');

export const readVersion = () =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'))).version;
