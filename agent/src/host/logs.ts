import { copyFile, type FileHandle, open, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

const limitBytes = 20_000_000;

export const logFile = (dataDir: string, name: string) => join(dataDir, 'log', `${name}.log`);

/** Opened for appending, so that it can be cut while somebody writes. */
export const openLog = (dataDir: string, name: string): Promise<FileHandle> => open(logFile(dataDir, name), 'a', 0o600);

/** Keeps one older part of each log. */
export async function limitLogs(dataDir: string): Promise<void> {
  for (const name of await readdir(join(dataDir, 'log'))) {
    const path = join(dataDir, 'log', name);
    if (!name.endsWith('.log') || (await stat(path)).size < limitBytes) continue;
    await copyFile(path, `${path}.1`);
    await truncate(path);
  }
}
