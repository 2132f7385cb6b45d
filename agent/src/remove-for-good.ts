import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that must not be there again when the power goes right after. */
export function removeForGood(path: string) {
  if (!existsSync(path)) return;
  rmSync(path);
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
