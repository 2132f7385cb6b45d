import { rm, stat, truncate } from 'node:fs/promises';
import { run } from '../../src/host/run.ts';
import type { Installation } from '../installation.ts';

const megabyte = 1024 ** 2;

/** A file that takes room on a box's disk. */
export class Ballast {
  private readonly box: Installation;
  private readonly file: string;

  constructor(box: Installation) {
    this.box = box;
    this.file = `${box.host.dataDir}/ballast`;
  }

  /** In one go: what is taken is never given back in between. */
  async leaveFree(megabytes: number) {
    await this.sync();
    const { freeBytes } = await this.box.root.call('getRoom');
    const heldBytes = (await stat(this.file).catch(() => undefined))?.size ?? 0;
    const wantedBytes = heldBytes + freeBytes - megabytes * megabyte;
    if (wantedBytes > heldBytes) await run('fallocate', ['--length', String(wantedBytes), this.file]);
    else await truncate(this.file, wantedBytes);
    await this.sync();
  }

  async remove() {
    await rm(this.file);
  }

  private sync = () => run('btrfs', ['filesystem', 'sync', this.box.host.dataDir]);
}
