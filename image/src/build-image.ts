import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Mirrors } from '../../app-catalog/src/apt-sources.ts';
import { withLock } from '../../app-catalog/src/lock.ts';
import { step } from '../../app-catalog/src/steps.ts';
import type { BootOptions } from './boot.ts';
import { ensureDebianRoot } from './debian-root.ts';
import { layOutDisk } from './disk.ts';
import { writeGrubConfig, writeGrubSlot } from './efi-grub.ts';
import { type ImageChannel, readPackages, workDirectory } from './image.ts';
import type { ImageKind } from './image-boards.ts';
import { buildKernelModule, moduleOf } from './kernel-module.ts';
import { chooseMirrors, type MirrorOptions } from './mirrors.ts';
import { bootFilesOf, writeFirmwareConfig, writeFirmwareSlot } from './raspberry-pi.ts';
import { makeRoot } from './root.ts';
import { writeSbom } from './sbom.ts';
import { makeStore } from './store.ts';
import { sealSystem } from './system.ts';
import { ensureTools } from './tools.ts';

interface ImageOptions extends MirrorOptions {
  kind: ImageKind;
  channel: ImageChannel;
  out: string;
}

/** Debian as it is in the image, and the one whose programs make images: both are kept for the next time. */
export const makeDebian = (kind: ImageKind, mirrors: Mirrors) => withLock(join(workDirectory, 'lock'), () => ensureDebian(kind, mirrors));

async function ensureDebian(kind: ImageKind, mirrors: Mirrors) {
  const tools = await step('make the tools', () => ensureTools(mirrors));
  const debian = await step('make Debian', () =>
    ensureDebianRoot({
      name: kind.packages,
      packages: readPackages('box', kind.packages),
      mirrors,
      architectures: [kind.architecture],
      before: [{ from: 'initramfs', to: '/etc/initramfs-tools' }],
      users: 'users',
    }),
  );
  return { tools, debian };
}

/** Makes `percloud-<name>-<version>.img` and what belongs to it. Agent, panel and catalog have to be built. */
export async function buildImage({ kind, channel, out, ...mirrorOptions }: ImageOptions): Promise<string> {
  const { architecture } = kind;
  const mirrors = chooseMirrors(mirrorOptions);
  const { tools, debian } = await makeDebian(kind, mirrors);
  const work = join(workDirectory, `build-${kind.name}-${channel}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  mkdirSync(out, { recursive: true });
  const module = moduleOf(kind.packages);
  const buildModule = module ? (kernel: string) => buildKernelModule(module, kernel, mirrors) : undefined;
  const root = await step('put Percloud in', () => makeRoot({ debian, work, architecture, buildModule, bootFiles: bootFilesOf(kind) }));
  const system = await step('seal the system', () => sealSystem(tools, root, work));
  const boot: BootOptions = { work, kind, channel };
  const slot = await step('make the slot’s boot partition', () =>
    kind.boot === 'firmware' ? writeFirmwareSlot(tools, system, boot) : writeGrubSlot(tools, system, boot),
  );
  const config = await step('make the config partition', () =>
    kind.boot === 'firmware' ? writeFirmwareConfig(tools, boot) : writeGrubConfig(tools, boot, mirrors),
  );
  const store = await step('make the store', () => makeStore(tools, work, architecture));
  const image = await step('lay out the disk', () =>
    layOutDisk(tools, { work, out, kind, channel, parts: { config, slot, system, store } }),
  );
  await step('list what is in it', () => writeSbom(debian, image));
  return image;
}
