import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogFileSchema } from '@percloud/contract/catalog';
import type { Architecture } from '../../app-catalog/src/builder.ts';
import { catalogOf } from './program.ts';
import { inTools, type Tool } from './tools.ts';

/** The catalog with the images of all its apps: so a box without the Internet can install them, also after a factory reset. */
export async function makeStore(tools: Tool, work: string, architecture: Architecture): Promise<string> {
  const files = join(work, 'store');
  mkdirSync(files);
  const catalog = catalogOf(architecture);
  const found = catalogFileSchema.parse(JSON.parse(readFileSync(join(catalog, 'catalog.json'), 'utf8'))).architecture;
  if (found !== architecture) throw new Error(`${catalog} holds images for ${found}, and the box needs ${architecture}.`);
  cpSync(catalog, join(files, 'catalog'), { recursive: true, preserveTimestamps: true });
  const image = join(work, 'store.img');
  // Layers are compressed already.
  await tools('mksquashfs', [
    inTools(files),
    inTools(image),
    '-noD',
    '-noF',
    '-all-root',
    '-no-xattrs',
    '-noappend',
    '-quiet',
    '-no-progress',
  ]);
  return image;
}
