import { readFileSync } from 'node:fs';
import { type LastUsed, lastUsedSchema } from '../gate/view.ts';

/** The gate's own file. What can't be read is only a date less on a page. */
export function readLastUsed(path: string): LastUsed {
  try {
    return lastUsedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
