import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mirrors } from '../../app-catalog/src/apt-sources.ts';
import type { Architecture } from '../../app-catalog/src/builder.ts';
import { type BootOptions, fillIn, makeConfigImage, makeSlotImage } from './boot.ts';
import { ensureDebianRoot } from './debian-root.ts';
import { imageDirectory, readPackages } from './image.ts';
import type { System } from './system.ts';
import { inTools, type Tool } from './tools.ts';

const loaders: Record<Architecture, { format: string; file: string }> = {
  amd64: { format: 'x86_64-efi', file: 'BOOTX64.EFI' },
  arm64: { format: 'arm64-efi', file: 'BOOTAA64.EFI' },
};

/** A slot as GRUB starts it: kernel, initial file system, and how to start them. */
export async function writeGrubSlot(tools: Tool, system: System, options: BootOptions): Promise<string> {
  const { work } = options;
  const files = join(work, 'slot');
  mkdirSync(files);
  for (const file of ['vmlinuz', 'initrd.img']) cpSync(join(work, 'kernel', file), join(files, file));
  writeFileSync(join(files, 'slot.cfg'), fillIn(readFileSync(join(imageDirectory, 'boot/slot.cfg'), 'utf8'), system, options));
  return makeSlotImage(tools, files, join(work, 'slot.img'));
}

/** The config partition with GRUB and its state. */
export async function writeGrubConfig(tools: Tool, { work, kind }: BootOptions, mirrors: Mirrors): Promise<string> {
  const files = join(work, 'config');
  mkdirSync(join(files, 'EFI/BOOT'), { recursive: true });
  mkdirSync(join(files, 'percloud'));
  cpSync(join(imageDirectory, 'boot/grub.cfg'), join(work, 'grub.cfg'));
  const { format, file } = loaders[kind.architecture];
  const [loader, mind] = [join(files, 'EFI/BOOT', file), join(work, 'grub.cfg')].map(inTools);
  await tools('grub-mkstandalone', [
    `--format=${format}`,
    ...(await foreignModules(kind.architecture, work, mirrors)),
    '--locales=',
    '--fonts=',
    '--themes=',
    // Without these at its start it does not know which disk it came from.
    '--modules=part_gpt fat',
    `--output=${loader}`,
    `boot/grub/grub.cfg=${mind}`,
  ]);
  for (const [name, ...words] of [['default', 'slot=a'], ['try']]) {
    const environment = inTools(join(files, `percloud/${name}.env`));
    await tools('grub-editenv', [environment, 'create']);
    if (words.length > 0) await tools('grub-editenv', [environment, 'set', ...words]);
  }
  return makeConfigImage(tools, files, join(work, 'config.img'));
}

/** The tools' Debian has the modules for PCs; others come out of their own packages, of which nothing is run. */
async function foreignModules(architecture: Architecture, work: string, mirrors: Mirrors): Promise<string[]> {
  if (architecture === 'amd64') return [];
  const name = `grub-${architecture}`;
  const root = await ensureDebianRoot({
    name,
    packages: readPackages(name),
    mirrors,
    architectures: [architecture],
    variant: 'extract',
  });
  const { format } = loaders[architecture];
  cpSync(join(root, 'usr/lib/grub', format), join(work, format), { recursive: true });
  return [`--directory=${inTools(join(work, format))}`];
}
