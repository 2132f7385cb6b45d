import { open } from 'node:fs/promises';

/** What was made, renamed or removed in it is so on the disk as well. */
export async function flushDirectory(path: string) {
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
