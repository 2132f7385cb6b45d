import { execFile } from 'node:child_process';
import { mkdtemp, rm, rmdir, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A disk that can be plugged in and pulled out: a file that the kernel shows as a block device. */
export class LoopDisk {
  readonly fileSystem: string;
  private readonly home: string;
  private device: string | undefined;

  private constructor(home: string, fileSystem: string) {
    this.home = home;
    this.fileSystem = fileSystem;
  }

  /** Formatted, with a name, and not plugged in. */
  static async make({ megabytes = 600, name = 'Backups' } = {}): Promise<LoopDisk> {
    const home = await mkdtemp(join(tmpdir(), 'percloud-disk-'));
    const file = join(home, 'disk');
    await exec('truncate', [`--size=${megabytes}M`, file]);
    await exec('mkfs.ext4', ['-q', '-L', name, file]);
    const { stdout } = await exec('blkid', ['-p', '-s', 'UUID', '-o', 'value', file]);
    return new LoopDisk(home, stdout.trim());
  }

  async plugIn() {
    const { stdout } = await exec('losetup', ['--find', '--show', join(this.home, 'disk')]);
    this.device = stdout.trim();
  }

  async pullOut() {
    if (this.device) await exec('losetup', ['--detach', this.device]);
    this.device = undefined;
  }

  /** Out of its socket while it is in use: nothing of it can be read or written any more. */
  async tearOut() {
    await truncate(join(this.home, 'disk'), 0);
  }

  /** To its last block, root's reserve included: it ends by failing. */
  async fill() {
    await this.opened((directory) => exec('dd', ['if=/dev/zero', `of=${directory}/filling`, 'bs=4k']).catch(() => undefined));
  }

  async makeRoom() {
    await this.opened((directory) => rm(join(directory, 'filling')));
  }

  private async opened(work: (directory: string) => Promise<unknown>) {
    const directory = await mkdtemp(join(tmpdir(), 'percloud-disk-'));
    await exec('mount', [this.device ?? '', directory]);
    try {
      await work(directory);
    } finally {
      await exec('umount', [directory]);
      await rmdir(directory);
    }
  }

  async remove() {
    await this.pullOut().catch(() => undefined);
    await rm(this.home, { recursive: true, force: true });
  }
}
