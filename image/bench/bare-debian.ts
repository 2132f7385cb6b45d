import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { consoles, writeConfig, writeSlot } from '../src/boot.ts';
import { ensureDebianRoot } from '../src/debian-root.ts';
import { layOutDisk } from '../src/disk.ts';
import { readPackages, workDirectory } from '../src/image.ts';
import { copyRoot } from '../src/root.ts';
import { sealSystem } from '../src/system.ts';
import { ensureTools } from '../src/tools.ts';

const mounts = ['/dev/mapper/system / squashfs ro 0 0', 'tmpfs /var tmpfs nosuid,nodev 0 0', 'tmpfs /tmp tmpfs nosuid,nodev 0 0'];

/** Debian with a network and nothing else, started as a box is: the same kernel, boot loader and seal. It says when multi-user is reached. */
export async function buildBareDebian(): Promise<string> {
  const tools = await ensureTools();
  const debian = await ensureDebianRoot({
    name: 'bare',
    packages: readPackages('bare', 'x86-64'),
    before: [{ from: 'initramfs', to: '/etc/initramfs-tools' }],
  });
  const work = join(workDirectory, 'build-bare');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work);
  const root = await copyRoot(debian, work);
  writeFileSync(join(root, 'etc/fstab'), mounts.map((line) => `${line}\n`).join(''));
  writeFileSync(join(root, 'etc/machine-id'), '');
  const system = await sealSystem(tools, root, work);
  const slot = await writeSlot(tools, { work, system, consoles: consoles.dev.replace('show_status=no', 'show_status=yes') });
  const config = await writeConfig(tools, work);
  const store = join(work, 'store.img');
  await runCommand('truncate', ['--size=1M', store]);
  return layOutDisk(tools, { work, out: work, board: 'x86-64', channel: 'dev', parts: { config, slot, system, store } });
}
