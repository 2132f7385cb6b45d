import { execFile } from 'node:child_process';
import { mkdir, rmdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { BackupDisk } from '@percloud/contract/backups';
import { diskUnder } from '@percloud/hardware/disks';
import { type BlockDevice, listBlockDevices } from '@percloud/hardware/lsblk';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { releaseDisks } from '../host/mounted-disks.ts';
import { hasCode, Problem } from '../problem.ts';

const exec = promisify(execFile);
/** What Debian's kernel writes to without help, and keeps whole when the plug is pulled, or is what disks are sold with. */
const formats = ['ext4', 'ext3', 'btrfs', 'xfs', 'exfat', 'vfat', 'ntfs'];
const answerMs = 15_000;
/** The exit code of blkid. */
const foundNothing = 2;
/** It belongs to nobody who could start something from it. */
const mountOptions = 'nosuid,nodev,noexec,noatime';

interface Used {
  directory: Promise<string>;
  users: number;
}

/** File systems on disks that people plug in: mounted while somebody uses them, so that they can be unplugged at any other time. */
@Injectable()
export class FileSystems implements OnModuleInit {
  private readonly used = new Map<string, Used>();
  /** Being unmounted: who comes meanwhile waits. */
  private readonly leaving = new Map<string, Promise<void>>();

  constructor(private readonly host: Host) {}

  /** Of an agent that was killed; the disks may have been unplugged since. */
  async onModuleInit() {
    await releaseDisks(this.host);
  }

  /** Those that could take backups: not those the box lives on, nor those somebody else has mounted. */
  async list(): Promise<BackupDisk[]> {
    const [devices, found] = [await listBlockDevices(), await probe()];
    const own = new Set([diskUnder(this.host.dataDir, devices), diskUnder('/', devices)]);
    return devices
      .filter(({ path }) => !own.has(path))
      .flatMap((disk) => within(disk).flatMap((each) => this.asBackupDisk(disk, each, found.get(each.path))));
  }

  /** Throws `backup-disk-missing` when it is not plugged in. */
  async use<T>(id: string, work: (directory: string) => Promise<T>): Promise<T> {
    await this.leaving.get(id);
    const used = this.used.get(id) ?? { directory: this.mount(id), users: 0 };
    this.used.set(id, used);
    used.users += 1;
    try {
      return await work(await used.directory);
    } finally {
      used.users -= 1;
      if (used.users === 0) {
        this.used.delete(id);
        const left = this.unmount(id);
        this.leaving.set(id, left);
        await left;
        if (this.leaving.get(id) === left) this.leaving.delete(id);
      }
    }
  }

  /** Whether one that is in use still answers. A disk that hangs counts as gone. */
  async isThere(id: string): Promise<boolean> {
    try {
      const { stdout: device } = await exec('findmnt', ['--noheadings', '--output=SOURCE', this.directoryOf(id)]);
      const asked = ['--probe', '--match-tag=UUID', '--output=value', device.trim()];
      return (await exec('blkid', asked, { timeout: answerMs })).stdout.trim() === id;
    } catch {
      return false;
    }
  }

  private async mount(id: string): Promise<string> {
    const directory = this.directoryOf(id);
    const device = [...(await probe()).values()].find(({ uuid }) => uuid === id);
    if (!device) throw new Problem('backup-disk-missing');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const type = device.type === 'ntfs' ? ['--types', 'ntfs3'] : [];
    await exec('mount', [...type, '--options', mountOptions, device.path, directory]).catch((cause: unknown) => {
      throw new Problem('backup-disk-unreadable', { cause });
    });
    return directory;
  }

  private async unmount(id: string) {
    const directory = this.directoryOf(id);
    // Pulled out while it was used, it can't be written to any more, only let go.
    await exec('umount', [directory]).catch(() => exec('umount', ['--lazy', directory]).catch(() => undefined));
    await rmdir(directory).catch(() => undefined);
  }

  private directoryOf = (id: string) => `${paths(this.host).disks}/${id}`;

  private asBackupDisk(disk: BlockDevice, { path, size, fsavail, mountpoints, ro }: BlockDevice, found: Found | undefined): BackupDisk[] {
    if (!found || !formats.includes(found.type) || ro) return [];
    const elsewhere = (mountpoints ?? []).some((mount) => mount !== null && mount !== this.directoryOf(found.uuid));
    if (elsewhere) return [];
    const name = found.label || `${disk.vendor} ${disk.model}`.trim() || path;
    return [{ fileSystem: found.uuid, name, sizeBytes: size ?? 0, freeBytes: fsavail ?? null, format: found.type }];
  }
}

interface Found {
  path: string;
  uuid: string;
  type: string;
  label: string;
}

/** Every file system on a block device, by its path. Read from the disks themselves: what udev remembers is not there on every machine. */
async function probe(): Promise<Map<string, Found>> {
  const { stdout } = await exec('blkid', ['--cache-file', '/dev/null', '--output', 'export']).catch((error: unknown) => {
    if (hasCode(error, foundNothing)) return { stdout: '' };
    throw error;
  });
  return parseBlkid(stdout);
}

/** `KEY=value` lines, a blank one between devices; what a shell would trip over is escaped by a backslash. */
export function parseBlkid(text: string): Map<string, Found> {
  const found = text.split('\n\n').flatMap((block) => {
    const values = new Map(block.split('\n').flatMap((line) => readLine(line)));
    const [path, uuid, type] = [values.get('DEVNAME'), values.get('UUID'), values.get('TYPE')];
    return path && uuid && type ? [{ path, uuid, type, label: values.get('LABEL') ?? '' }] : [];
  });
  return new Map(found.map((each) => [each.path, each]));
}

function readLine(line: string): [string, string][] {
  const [, key, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
  return key ? [[key, (value ?? '').replace(/\\(.)/g, '$1')]] : [];
}

const within = (device: BlockDevice): BlockDevice[] => [device, ...(device.children ?? []).flatMap(within)];
