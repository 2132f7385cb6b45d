import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const skipped = new Set(['node_modules', 'dist', '.keys', '.cache']);

/** One hash over the names and contents of files and directories; what is missing counts as missing. Built things are left out. */
export async function hashTree(roots: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const add = async (path: string): Promise<void> => {
    const entry = await stat(path).catch(() => undefined);
    if (entry?.isDirectory()) {
      for (const name of (await readdir(path)).sort()) if (!skipped.has(name)) await add(join(path, name));
    } else {
      hash.update(`${path}\0`).update(entry ? await readFile(path) : 'missing');
    }
  };
  for (const root of roots) await add(root);
  return hash.digest('hex');
}
