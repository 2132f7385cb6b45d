import { mkdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { FileSystems } from '../gateways/file-systems.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { Problem } from '../problem.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { TargetFiles } from './target-files.ts';

const lookEveryMs = 5_000;

type Target = Pick<BackupTargetRow, 'id' | 'percloud' | 'fileSystem'>;

/** Opens the places of backups: a disk is mounted for as long as it is needed, a server is just named. */
@Injectable()
export class TargetAccess {
  constructor(
    private readonly files: TargetFiles,
    private readonly disks: FileSystems,
  ) {}

  /** `passwordFile`: another key than the box's own. */
  async use<T>(target: Target, work: (repository: Repository) => Promise<T>, passwordFile?: string): Promise<T> {
    const open = async (directory?: string) => work({ ...(await this.files.repository(target.id, passwordFile)), directory });
    if (target.fileSystem === null) return open();
    return this.disks.use(target.fileSystem, async (directory) => {
      const folder = folderOn(directory, target.percloud);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.files.setAddress(target.id, folder);
      return open(folder).catch((error: unknown) => this.blame(target, error));
    });
  }

  /** For long work: of a disk that was pulled out restic only knows that nothing can be read any more, and tries each piece for minutes. */
  async watched<T>(target: Target, signal: AbortSignal, work: (repository: Repository, until: AbortSignal) => Promise<T>): Promise<T> {
    const gone = new AbortController();
    const look = async () => {
      if (!(await this.isThere(target))) gone.abort(new Problem('backup-disk-missing'));
    };
    const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
    try {
      return await this.use(target, (repository) => work(repository, AbortSignal.any([signal, gone.signal])));
    } finally {
      clearInterval(timer);
    }
  }

  /** Of a server nobody knows; it says so itself. */
  async isThere({ fileSystem }: Pick<Target, 'fileSystem'>): Promise<boolean> {
    return fileSystem === null || this.disks.isThere(fileSystem);
  }

  /** Of a disk that was pulled out meanwhile restic only knows that nothing works any more. */
  private async blame(target: Target, error: unknown): Promise<never> {
    if (!(error instanceof Problem) || (await this.isThere(target))) throw error;
    throw new Problem('backup-disk-missing', { cause: error });
  }
}

/** One disk can hold the backups of many perclouds, each with keys of its own. */
export const diskFolder = 'percloud-backups';
export const folderOn = (directory: string, percloud: string) => `${directory}/${diskFolder}/${percloud}`;
