import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { flushDirectorySync } from './flush-directory.ts';

/** A file that must not be there again when the power goes right after. */
export function removeForGood(path: string) {
  if (!existsSync(path)) return;
  rmSync(path);
  flushDirectorySync(dirname(path));
}
