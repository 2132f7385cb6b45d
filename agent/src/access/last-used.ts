import { type LastUsed, lastUsedSchema } from '../gate/view.ts';
import { readForeign } from '../host/read-foreign.ts';

const limitBytes = 4_000_000;

/** The gate's own file. What can't be read is only a date less on a page. */
export function readLastUsed(path: string): LastUsed {
  try {
    return lastUsedSchema.parse(JSON.parse(readForeign(path, limitBytes)));
  } catch {
    return {};
  }
}
