import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A directory like the root of another machine: files of /proc and /sys by their paths. Who makes it removes it. */
export function machineTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'machine-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** What hardware has behind a device of the kernel's. */
export function addDevice(root: string, path: string) {
  mkdirSync(join(root, path), { recursive: true });
  symlinkSync('..', join(root, path, 'device'));
}
