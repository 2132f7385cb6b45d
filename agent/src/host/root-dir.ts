import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The checkout this command runs from, or what stands for it on a box: the nearest directory above with `hardware/boards`. */
export const rootDir = findRoot(import.meta.dirname);

function findRoot(directory: string): string {
  if (existsSync(join(directory, 'hardware/boards'))) return directory;
  const above = dirname(directory);
  if (above === directory) throw new Error(`${import.meta.dirname} is not part of a checkout`);
  return findRoot(above);
}

export const readVersion = () =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'))).version;
