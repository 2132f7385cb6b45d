import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { hasCode, Problem } from '../problem.ts';

const exec = promisify(execFile);
/** The inode number of every subvolume's root (btrfs on-disk format). */
const subvolumeInode = 256;

/** Subvolumes and snapshots, by the `btrfs` command. Paths are made by us of ids and numbers, never of what a person typed. */
@Injectable()
export class Btrfs {
  async isSubvolume(path: string): Promise<boolean> {
    try {
      return (await stat(path)).ino === subvolumeInode;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    }
  }

  /** An empty subvolume; one that is there already is made anew, so only for paths of the operation's own. */
  async recreateSubvolume(path: string) {
    await this.ensureGone(path);
    await this.run('subvolume', 'create', path);
  }

  /** A writable copy of a snapshot or a subvolume that shares its blocks; made anew like the above. */
  async recreateFrom(source: string, path: string) {
    await this.ensureGone(path);
    await this.run('subvolume', 'snapshot', source, path);
  }

  /** Read-only, instant, of everything in the subvolume that is on its way to the disk as well. Made anew when it exists. */
  async recreateSnapshot(subvolume: string, path: string) {
    await this.ensureGone(path);
    await this.run('subvolume', 'snapshot', '-r', subvolume, path);
  }

  /** Durable when it returns: a power cut does not bring it back. */
  async ensureGone(path: string) {
    if (!(await this.isSubvolume(path))) return;
    try {
      await this.run('subvolume', 'delete', '--commit-after', path);
    } catch (error) {
      // Any program may make subvolumes in a directory of its own, and btrfs deletes none that has others in it.
      if (!(error instanceof Error && /not empty/i.test(error.message)) || !(await this.removeNested(path))) throw error;
      await this.run('subvolume', 'delete', '--commit-after', path);
    }
  }

  /** The subvolumes in a directory, the innermost first. Links are not followed: what is in there is not ours. Were there any? */
  private async removeNested(directory: string): Promise<boolean> {
    let found = false;
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const path = join(directory, entry.name);
      if (await this.removeNested(path)) found = true;
      if (!(await this.isSubvolume(path))) continue;
      await this.run('subvolume', 'delete', path);
      found = true;
    }
    return found;
  }

  /** What was written below the path survives a power cut. */
  async sync(path: string) {
    await this.run('filesystem', 'sync', path);
  }

  /** The names of the subvolumes directly in a directory; none when it does not exist. */
  async list(directory: string): Promise<string[]> {
    try {
      const names = await readdir(directory);
      const found = await Promise.all(names.map(async (name) => ((await this.isSubvolume(join(directory, name))) ? [name] : [])));
      return found.flat().sort();
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw error;
    }
  }

  /**
   * What each of the paths holds on the disk, blocks shared within it counted once. Reads where every file lies, so it may take minutes;
   * it steps back behind everything else that wants the disk.
   */
  async heldBytes<const T extends readonly string[]>(held: T): Promise<{ [K in keyof T]: number }> {
    const { stdout } = await exec('nice', [
      '-n',
      '19',
      'ionice',
      '-c',
      'idle',
      'btrfs',
      'filesystem',
      'du',
      '--summarize',
      '--raw',
      ...held,
    ]);
    return parseHeldBytes(stdout, held);
  }

  private async run(...args: string[]) {
    try {
      await exec('btrfs', args);
    } catch (error) {
      if (error instanceof Error && /No space left/.test(error.message)) throw new Problem('disk-full', { cause: error });
      throw error;
    }
  }
}

/** Columns of `btrfs filesystem du`: total, exclusive, shared among the files of this path, path. */
export function parseHeldBytes<const T extends readonly string[]>(output: string, held: T): { [K in keyof T]: number } {
  const lines = output.split('\n').map((line) => /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.+)$/.exec(line));
  const bytesOf = (path: string) => {
    const line = lines.find((parts) => parts?.[4] === path);
    if (!line) throw new Error(`btrfs says nothing about ${path}: ${output}`);
    return Number(line[2]) + Number(line[3]);
  };
  return held.map(bytesOf) as { [K in keyof T]: number };
}
