import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostConfig } from './host-config.ts';
import { rootDir } from './root-dir.ts';

/** A catalog that was built on this machine, and the key it is signed with; unless told, the one of this checkout. */
export async function localCatalog(
  directory = join(rootDir, 'app-catalog/dist/catalog'),
  keyFile = `${directory}.pub`,
): Promise<HostConfig['catalog']> {
  const publicKey = await readFile(keyFile, 'utf8');
  return { address: pathToFileURL(directory).href, publicKey: publicKey.trim() };
}
