import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Architecture } from '../../app-catalog/src/builder.ts';
import { copyNormalized } from '../../app-catalog/src/input-hash.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { refuseChanceNumbers } from './fixed-users.ts';
import { imageDirectory, readImage } from './image.ts';
import { putPercloudInto } from './program.ts';

/** Made while the box runs, or of no use on it. `/var` is the data partition, and begins empty. */
const emptied = ['var', 'boot', 'tmp', 'run', 'dev', 'proc', 'sys', 'home', 'root', 'media', 'mnt', 'srv', 'opt'];

interface RootOptions {
  debian: string;
  work: string;
  architecture: Architecture;
  /** Gives back our kernel module for this kernel. */
  buildModule?: (kernel: string) => Promise<string>;
  /** Of the kernel's board descriptions and of raspi-firmware: what goes to the boot partition. */
  bootFiles: readonly string[];
}

/** The root file system as it will be sealed, and beside it the kernel that starts it. */
export async function makeRoot({ debian, work, architecture, buildModule, bootFiles }: RootOptions): Promise<string> {
  refuseChanceNumbers(debian);
  const { root, version } = await copyRoot(debian, work, bootFiles);
  mkdirSync(join(root, 'boot/config'));
  mkdirSync(join(root, 'usr/lib/percloud/store'), { recursive: true });
  // Not straight into it: every mode below its target is made that of a checkout's file.
  const files = join(work, 'rootfs');
  for (const tree of ['rootfs', `rootfs.${architecture}`].filter((name) => existsSync(join(imageDirectory, name))))
    copyNormalized(join(imageDirectory, tree), files);
  await runCommand('cp', ['--archive', `${files}/.`, root]);
  await putPercloudInto(root, architecture);
  if (buildModule) {
    const modules = join(root, 'usr/lib/modules', version);
    mkdirSync(join(modules, 'updates'));
    await runCommand('cp', [await buildModule(version), join(modules, 'updates')]);
    await runInside(root, 'depmod', version);
  }
  await runInside(root, 'systemctl', 'preset-all', '--preset-mode=full');
  // What would be made at the start has to be there already where nothing can be made.
  await runInside(root, 'systemd-tmpfiles', '--create', '--prefix=/etc');
  // Empty: made anew at every start, unless the box has one already. A missing one would mean a first boot every time.
  writeFileSync(join(root, 'etc/machine-id'), '');
  // No clock of a box starts earlier than this.
  const made = new Date(readImage().sourceDate);
  writeFileSync(join(root, 'usr/lib/clock-epoch'), '');
  utimesSync(join(root, 'usr/lib/clock-epoch'), made, made);
  rmSync(join(root, 'etc/resolv.conf'), { force: true });
  symlinkSync('/run/NetworkManager/resolv.conf', join(root, 'etc/resolv.conf'));
  // Made when the package was installed: every box would have the same. Ours are made on the box.
  for (const name of readdirSync(join(root, 'etc/ssh')).filter((each) => each.startsWith('ssh_host_'))) rmSync(join(root, 'etc/ssh', name));
  rmSync(join(root, 'etc/localtime'), { force: true });
  symlinkSync('/run/percloud-localtime', join(root, 'etc/localtime'));
  return root;
}

/** Debian without what is made anew, in `root`; its kernel and what belongs to it in `kernel`. */
export async function copyRoot(debian: string, work: string, bootFiles: readonly string[]): Promise<{ root: string; version: string }> {
  const root = join(work, 'root');
  await runCommand('cp', ['--archive', '--reflink=auto', debian, root]);
  mkdirSync(join(work, 'kernel'));
  const [kernel, initrd] = [newest(root, 'vmlinuz-'), newest(root, 'initrd.img-')];
  await runCommand('cp', [join(root, 'boot', kernel), join(work, 'kernel/vmlinuz')]);
  await runCommand('cp', [join(root, 'boot', initrd), join(work, 'kernel/initrd.img')]);
  const version = kernel.replace('vmlinuz-', '');
  for (const file of bootFiles) {
    const from = file.endsWith('.dtb') ? `usr/lib/linux-image-${version}` : 'usr/lib/raspi-firmware';
    await runCommand('cp', [join(root, from, file), join(work, 'kernel', basename(file))]);
  }
  // Of no use on the box: an update brings its own.
  await runCommand('rm', ['-rf', join(root, 'usr/lib/raspi-firmware'), join(root, `usr/lib/linux-image-${version}`)]);
  for (const directory of emptied) await runCommand('find', [join(root, directory), '-mindepth', '1', '-delete']);
  return { root, version };
}

/** With `/proc`, in a mount namespace that takes it away again. */
const runInside = (root: string, ...command: string[]) =>
  runCommand('unshare', ['--mount', 'sh', '-euc', 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"', root, ...command]);

function newest(root: string, prefix: string): string {
  const found = readdirSync(join(root, 'boot')).filter((name) => name.startsWith(prefix));
  if (found.length !== 1 || !found[0] || !existsSync(join(root, 'boot', found[0])))
    throw new Error(`${prefix} is there ${found.length} times`);
  return found[0];
}
