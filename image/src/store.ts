import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { imageDirectory } from './image.ts';
import { inTools, type Tool } from './tools.ts';

/** The catalog with the images of all its apps: so a box without the Internet can install them, also after a factory reset. */
export async function makeStore(tools: Tool, work: string): Promise<string> {
  const files = join(work, 'store');
  mkdirSync(files);
  const catalog = join(imageDirectory, '../app-catalog/dist/catalog');
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
