import { execFile } from 'node:child_process';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where a box has the partition that a person sees on their computer, and that decides what is started. Root's, read-only. */
export const configDirectory = '/boot/config';

/**
 * Makes the config partition writable for one change, and read-only again, whatever comes of it.
 * Who calls this runs under `flock /run/lock/percloud-config`: of two changes at once the first to end would lock out the other.
 * @param change is given the directory; writes with `replaceFile` and removes with `removeFile` only
 * @throws what `change` throws, or what mount says
 */
export async function changeConfig(change: (directory: string) => Promise<void>, directory = configDirectory): Promise<void> {
  await run('mount', ['-o', 'remount,rw', directory]);
  try {
    await change(directory);
  } finally {
    await run('sync', ['--file-system', directory]);
    await run('mount', ['-o', 'remount,ro', directory]);
  }
}

/**
 * Writes a file whole or not at all: beside it, to the disk, then by rename (FAT has no journal; a file half written would stop the box).
 * @param text UTF-8
 * @param mode of the file, where the file system knows any
 */
export async function replaceFile(path: string, text: string, mode = 0o600): Promise<void> {
  const fresh = join(dirname(path), 'new.tmp');
  // What a power cut left there may have another mode.
  await rm(fresh, { force: true });
  const file = await open(fresh, 'w', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  await syncDirectory(dirname(path));
}

/** Removes a file, if it is there, for good: also after a power cut. */
export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncDirectory(dirname(path));
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
