import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { ensureDebianRoot } from '../src/debian-root.ts';
import { layOutDisk } from '../src/disk.ts';
import { writeGrubConfig, writeGrubSlot } from '../src/efi-grub.ts';
import { readPackages, workDirectory } from '../src/image.ts';
import { readImageKinds } from '../src/image-boards.ts';
import { chooseMirrors } from '../src/mirrors.ts';
import { copyRoot } from '../src/root.ts';
import { sealSystem } from '../src/system.ts';
import { ensureTools } from '../src/tools.ts';

const mounts = ['/dev/mapper/system / squashfs ro 0 0', 'tmpfs /var tmpfs nosuid,nodev 0 0', 'tmpfs /tmp tmpfs nosuid,nodev 0 0'];

/** Debian with a network and nothing else, started as a box is: the same kernel, boot loader and seal. It says when multi-user is reached. */
export async function buildBareDebian(): Promise<string> {
  const pc = (await readImageKinds()).get('x86-64');
  if (!pc) throw new Error('no board makes an image for PCs');
  const mirrors = chooseMirrors({});
  const tools = await ensureTools(mirrors);
  const debian = await ensureDebianRoot({
    name: 'bare',
    packages: readPackages('bare', pc.packages),
    mirrors,
    before: [{ from: 'initramfs', to: '/etc/initramfs-tools' }],
  });
  const work = join(workDirectory, 'build-bare');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const { root } = await copyRoot(debian, work, []);
  writeFileSync(join(root, 'etc/fstab'), mounts.map((line) => `${line}\n`).join(''));
  writeFileSync(join(root, 'etc/machine-id'), '');
  const system = await sealSystem(tools, root, work);
  const kind = { ...pc, consoles: { ...pc.consoles, dev: pc.consoles.dev.replace('show_status=no', 'show_status=yes') } };
  const boot = { work, kind, channel: 'dev' } as const;
  const slot = await writeGrubSlot(tools, system, boot);
  const config = await writeGrubConfig(tools, boot, mirrors);
  const store = join(work, 'store.img');
  await runCommand('truncate', ['--size=1M', store]);
  return layOutDisk(tools, { work, out: work, kind, channel: 'dev', parts: { config, slot, system, store } });
}
