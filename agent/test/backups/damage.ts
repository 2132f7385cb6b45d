import { readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of a repository in which what apps hold lies, largest first. */
export function packsIn(repository: string): string[] {
  const data = join(repository, 'data');
  const all = readdirSync(data).flatMap((folder) => readdirSync(join(data, folder)).map((name) => join(data, folder, name)));
  return all.sort((a, b) => statSync(b).size - statSync(a).size);
}

/** As a disk that ages does it, in the middle of the file. */
export async function flipBit(path: string) {
  const file = await open(path, 'r+');
  const at = Math.floor(statSync(path).size / 2);
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, at);
  await file.close();
}
