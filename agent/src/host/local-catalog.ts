import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HostConfig } from './host-config.ts';
import { rootDir } from './root-dir.ts';

/** The catalog built from this checkout, and the key it is signed with. */
export async function localCatalog(): Promise<HostConfig['catalog']> {
  const publicKey = await readFile(join(rootDir, 'app-catalog/dist/catalog.pub'), 'utf8');
  return { address: pathToFileURL(join(rootDir, 'app-catalog/dist/catalog')).href, publicKey: publicKey.trim() };
}
