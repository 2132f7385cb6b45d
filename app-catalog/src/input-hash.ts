import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What an image is made from, as one short name: equal inputs, equal name. */
export function inputHash(parts: Record<string, string>): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** A directory's files, their names and whether they may be executed; not their times and owners, which a checkout makes up. */
export function treeHash(directory: string): string {
  const hash = createHash('sha256');
  for (const path of listFiles(directory)) {
    const executable = (statSync(join(directory, path)).mode & 0o111) !== 0;
    const content = createHash('sha256').update(readFileSync(join(directory, path)));
    hash.update(`${path}\0${executable}\0${content.digest('hex')}\n`);
  }
  return hash.digest('hex');
}

/** A copy whose modes don't depend on the umask of whoever checked the tree out; laid over what is there. */
export function copyNormalized(source: string, target: string): void {
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true });
  chmodSync(target, 0o755);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    chmodSync(path, entry.isDirectory() || (statSync(path).mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

function listFiles(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}
