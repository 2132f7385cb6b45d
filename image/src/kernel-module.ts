import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Mirrors } from '../../app-catalog/src/apt-sources.ts';
import { ensureDebianRoot } from './debian-root.ts';
import { imageDirectory, readImage, readPackages, workDirectory } from './image.ts';
import { inTools, toolsIn } from './tools.ts';

/** What is built for the kernel of these packages. */
export const moduleOf = (packages: string): string | undefined => (packages === 'raspberry-pi' ? 'percloud-pi' : undefined);

/** Builds a kernel module against Debian's headers of exactly this kernel. Gives back the `.ko`. */
export async function buildKernelModule(name: string, kernel: string, mirrors: Mirrors): Promise<string> {
  const list = readPackages('kernel-module');
  const packages = [...list.packages, `linux-headers-${kernel}:arm64/${readImage().suite}-backports`];
  const compilers = await ensureDebianRoot({
    name: 'kernel-module',
    packages: { ...list, packages },
    mirrors,
    architectures: ['amd64', 'arm64'],
  });
  // The same place for every image: it stands in what is built.
  const sources = join(workDirectory, 'module');
  rmSync(sources, { recursive: true, force: true });
  mkdirSync(sources, { recursive: true });
  cpSync(join(imageDirectory, 'kernel-module', name), sources, { recursive: true });
  const tools = toolsIn(compilers);
  await tools('make', [
    '-C',
    `/usr/src/linux-headers-${kernel}`,
    `M=${inTools(sources)}`,
    'ARCH=arm64',
    'CROSS_COMPILE=aarch64-linux-gnu-',
    'CC=aarch64-linux-gnu-gcc-14',
    'modules',
  ]);
  const built = join(sources, `${name}.ko`);
  await tools('aarch64-linux-gnu-strip', ['--strip-debug', inTools(built)]);
  // The kernel takes a module of exactly its own version only: better known now than on the box.
  const made = await tools('modinfo', ['--field=vermagic', inTools(built)]);
  if (!made.startsWith(`${kernel} `)) throw new Error(`${name} was built for ${made.trim()}, not for ${kernel}.`);
  return built;
}
