import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../app-catalog/src/run-command.ts';

const partMiB = 150;
const names = ['data', 'store', 'system_a', 'config'];

/** A disk of somebody's, whose partitions happen to be called like a box's, with a file system on the first. Remove it with `removeForeignDisk`. */
export async function makeForeignDisk(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'percloud-disk-'));
  const [disk, data] = [join(home, 'disk.img'), join(home, 'data.img')];
  await runCommand('truncate', ['--size=700M', disk]);
  await runCommand('truncate', [`--size=${partMiB}M`, data]);
  const table = ['label: gpt', 'first-lba: 2048', ...names.map((name) => `size=${partMiB}MiB, name=${name}`), ''].join('\n');
  await runCommand('sfdisk', ['--quiet', disk], { input: table });
  await runCommand('mkfs.btrfs', ['--quiet', data]);
  await runCommand('dd', [`if=${data}`, `of=${disk}`, 'bs=1M', 'seek=1', 'conv=notrunc,sparse']);
  return disk;
}

export const removeForeignDisk = (disk: string) => rmSync(join(disk, '..'), { recursive: true, force: true });
