import { open } from 'node:fs/promises';

/** To the disk, before its name says that it is there: after a power cut a file that was renamed too soon is empty. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
