import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../app-catalog/src/steps.ts';
import { consoles, writeConfig, writeSlot } from './boot.ts';
import { ensureDebianRoot } from './debian-root.ts';
import { layOutDisk } from './disk.ts';
import { type BoardName, type ImageChannel, readPackages, workDirectory } from './image.ts';
import { makeRoot } from './root.ts';
import { writeSbom } from './sbom.ts';
import { makeStore } from './store.ts';
import { sealSystem } from './system.ts';
import { ensureTools } from './tools.ts';

interface ImageOptions {
  board: BoardName;
  channel: ImageChannel;
  mirror?: string;
  out: string;
}

/** Makes `percloud-<board>-<version>.img` and what belongs to it. Agent, panel and catalog have to be built. */
export async function buildImage({ board, channel, mirror, out }: ImageOptions): Promise<string> {
  const tools = await step('make the tools', () => ensureTools(mirror));
  const debian = await step('make Debian', () =>
    ensureDebianRoot({
      name: board,
      packages: readPackages('box', board),
      mirror,
      before: [{ from: 'initramfs', to: '/etc/initramfs-tools' }],
      users: 'users',
    }),
  );
  const work = join(workDirectory, `build-${board}-${channel}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  mkdirSync(out, { recursive: true });
  const root = await step('put Percloud in', () => makeRoot(debian, work));
  const system = await step('seal the system', () => sealSystem(tools, root, work));
  const slot = await step('make the slot’s boot partition', () => writeSlot(tools, { work, system, consoles: consoles[channel] }));
  const config = await step('make the config partition', () => writeConfig(tools, work));
  const store = await step('make the store', () => makeStore(tools, work));
  const image = await step('lay out the disk', () =>
    layOutDisk(tools, { work, out, board, channel, parts: { config, slot, system, store } }),
  );
  await step('list what is in it', () => writeSbom(debian, image));
  return image;
}
