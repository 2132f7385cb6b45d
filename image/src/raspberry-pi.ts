import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { type BootOptions, fillIn, makeConfigImage, makeSlotImage } from './boot.ts';
import { imageDirectory } from './image.ts';
import type { ImageKind } from './image-boards.ts';
import type { System } from './system.ts';
import type { Tool } from './tools.ts';

const templates = join(imageDirectory, 'boot/raspberry-pi');
const quirkSchema = z.strictObject({ id: z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{4}$/), chip: z.string(), source: z.url() });

/** What the boards' firmware needs beside kernel and initial file system; see `hardware/boards/`. */
export const bootFilesOf = ({ boards }: ImageKind): string[] => [
  ...new Set(boards.flatMap(({ image }) => (image.boot === 'firmware' ? [...image.deviceTrees, ...image.firmware] : []))),
];

/** USB bridges that are to be spoken to slowly, in the words of the kernel's command line. */
export function renderUasQuirks(): string {
  const quirks = z.array(quirkSchema).parse(parse(readFileSync(join(imageDirectory, 'boot/uas-quirks.yaml'), 'utf8')));
  return quirks.map(({ id }) => `${id}:u`).join(',');
}

/** A slot as the firmware starts it. It does not name the slot: the same files fill A and B. */
export async function writeFirmwareSlot(tools: Tool, system: System, options: BootOptions): Promise<string> {
  const files = join(options.work, 'slot');
  mkdirSync(files);
  cpSync(join(options.work, 'kernel'), files, { recursive: true });
  copyFileSync(join(templates, 'config.txt'), join(files, 'config.txt'));
  const words = fillIn(readFileSync(join(templates, 'cmdline.txt'), 'utf8'), system, options).replace('UAS_QUIRKS', renderUasQuirks());
  writeFileSync(join(files, 'cmdline.txt'), words);
  return makeSlotImage(tools, files, join(options.work, 'slot.img'));
}

/** The config partition with what tells the firmware which slot to start. */
export async function writeFirmwareConfig(tools: Tool, { work }: BootOptions): Promise<string> {
  const files = join(work, 'config');
  mkdirSync(join(files, 'percloud'), { recursive: true });
  copyFileSync(join(templates, 'autoboot.txt'), join(files, 'autoboot.txt'));
  return makeConfigImage(tools, files, join(work, 'config.img'));
}
