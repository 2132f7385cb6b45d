import { readFile } from 'node:fs/promises';
import type { z } from 'zod';

/**
 * What a JSON file of another program of ours holds.
 * @returns undefined where it is not there, half written, or not what it should be. Never throws.
 */
export async function readJson<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T> | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
