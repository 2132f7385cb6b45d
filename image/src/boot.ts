import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageChannel, imageDirectory } from './image.ts';
import type { System } from './system.ts';
import { inTools, type Tool } from './tools.ts';

const forPeople = join(imageDirectory, '../provisioning/config');
const sizeKiB = 256 * 1024;

/** The kernel's last console is where the system talks; on a box that is the attached screen. */
export const consoles: Record<ImageChannel, string> = {
  stable: 'console=ttyS0,115200 console=tty0 quiet loglevel=3',
  // On the second serial line a shell without a password: such an image is for tests, never for people.
  dev: 'console=tty0 console=ttyS0,115200 systemd.show_status=no systemd.getty_auto=no systemd.debug_shell=1 systemd.default_debug_tty=ttyS1',
};

/** A slot's boot partition: kernel, initial file system, and how to start them. */
export async function writeSlot(tools: Tool, options: { work: string; system: System; consoles: string }): Promise<string> {
  const { work, system } = options;
  const files = join(work, 'slot');
  mkdirSync(files);
  cpSync(join(work, 'kernel'), files, { recursive: true });
  const start = readFileSync(join(imageDirectory, 'boot/slot.cfg'), 'utf8')
    .replaceAll('=ROOT_HASH', `=${system.rootHash}`)
    .replace('HASH_OFFSET', String(system.hashOffset))
    .replace('CONSOLES', options.consoles);
  writeFileSync(join(files, 'slot.cfg'), start);
  return makeFat(tools, files, join(work, 'slot.img'), { label: 'BOOT', id: '5c2c7a12' });
}

/** The partition a person sees on their computer: the boot loader, its state, and how they say what they want of the box. */
export async function writeConfig(tools: Tool, work: string): Promise<string> {
  const files = join(work, 'config');
  mkdirSync(join(files, 'EFI/BOOT'), { recursive: true });
  mkdirSync(join(files, 'percloud'));
  cpSync(join(imageDirectory, 'boot/grub.cfg'), join(work, 'grub.cfg'));
  const [loader, mind] = [join(files, 'EFI/BOOT/BOOTX64.EFI'), join(work, 'grub.cfg')].map(inTools);
  await tools('grub-mkstandalone', [
    '--format=x86_64-efi',
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
  // For who sees the drive on their computer; lines end as every editor on Windows knows them.
  for (const name of readdirSync(forPeople))
    writeFileSync(join(files, name), readFileSync(join(forPeople, name), 'utf8').replaceAll('\n', '\r\n'));
  return makeFat(tools, files, join(work, 'config.img'), { label: 'PERCLOUD', id: '5c2c7a11' });
}

async function makeFat(tools: Tool, files: string, image: string, { label, id }: { label: string; id: string }): Promise<string> {
  await tools('mkfs.vfat', ['-C', '-F', '32', '-n', label, '-i', id, '--invariant', inTools(image), String(sizeKiB)]);
  // Times of files are kept in it, and have to be those of every build.
  await tools('sh', ['-c', `find ${inTools(files)} -exec touch --date=@$SOURCE_DATE_EPOCH {} +`]);
  await tools('sh', ['-c', `mcopy -s -Q -m -i ${inTools(image)} ${inTools(files)}/* ::`]);
  return image;
}
