import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageChannel, imageDirectory } from './image.ts';
import type { ImageKind } from './image-boards.ts';
import type { System } from './system.ts';
import { inTools, type Tool } from './tools.ts';

const forPeople = join(imageDirectory, '../provisioning/config');
const sizeKiB = 256 * 1024;

export interface BootOptions {
  work: string;
  kind: ImageKind;
  channel: ImageChannel;
}

/** Puts into a template what is known of a system only once it is sealed. */
export const fillIn = (template: string, system: System, { kind, channel }: BootOptions) =>
  template
    .replaceAll('=ROOT_HASH', `=${system.rootHash}`)
    .replace('HASH_OFFSET', String(system.hashOffset))
    .replace('CONSOLES', kind.consoles[channel]);

/** A slot's boot partition. */
export const makeSlotImage = (tools: Tool, files: string, image: string) => makeFat(tools, files, image, { label: 'BOOT', id: '5c2c7a12' });

/** The partition a person sees on their computer: the boot loader's state, and how they say what they want of the box. */
export function makeConfigImage(tools: Tool, files: string, image: string): Promise<string> {
  // Lines end as every editor on Windows knows them.
  for (const name of readdirSync(forPeople))
    writeFileSync(join(files, name), readFileSync(join(forPeople, name), 'utf8').replaceAll('\n', '\r\n'));
  return makeFat(tools, files, image, { label: 'PERCLOUD', id: '5c2c7a11' });
}

async function makeFat(tools: Tool, files: string, image: string, { label, id }: { label: string; id: string }): Promise<string> {
  await tools('mkfs.vfat', ['-C', '-F', '32', '-n', label, '-i', id, '--invariant', inTools(image), String(sizeKiB)]);
  // Times of files are kept in it, and have to be those of every build.
  await tools('sh', ['-c', `find ${inTools(files)} -exec touch --date=@$SOURCE_DATE_EPOCH {} +`]);
  await tools('sh', ['-c', `mcopy -s -Q -m -i ${inTools(image)} ${inTools(files)}/* ::`]);
  return image;
}
