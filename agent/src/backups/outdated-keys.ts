import { Injectable } from '@nestjs/common';
import { Restic } from '../gateways/restic.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { Log } from '../log/log.ts';
import { causes, Problem } from '../problem.ts';
import { isSameKey } from './same-key.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';

/** Keys of words that are to open a place no longer. Noted until they are shut out, also where the power goes in between. */
@Injectable()
export class OutdatedKeys {
  constructor(
    private readonly files: TargetFiles,
    private readonly records: TargetRecords,
    private readonly restic: Restic,
    private readonly log: Log,
  ) {}

  /** Before the row names another one: whichever it names in the end is spared. */
  async note(target: string, ...keys: readonly string[]) {
    await this.files.setOutdatedKeys(target, [...new Set([...(await this.files.outdatedKeys(target)), ...keys])]);
  }

  /** What can't be shut out now, as in the middle of a backup, is after the next one. */
  async shutOut(target: string, repository: Repository) {
    try {
      const noted = await this.files.outdatedKeys(target);
      if (noted.length > 0) await this.files.setOutdatedKeys(target, await this.shutOutAll(target, repository, noted));
    } catch (error) {
      this.log.logger.warn({ target, causes: causes(error) }, 'words that were replaced still open a place of backups');
    }
  }

  private async shutOutAll(target: string, repository: Repository, noted: readonly string[]): Promise<string[]> {
    const spared = (await this.records.find(target))?.wordsKey ?? null;
    const there = await this.restic.listKeys(repository);
    const left: string[] = [];
    for (const key of noted)
      if (!isSameKey(key, spared) && there.some(({ id }) => isSameKey(id, key)) && !(await this.remove(repository, key))) left.push(key);
    return left;
  }

  /** Where nobody may delete, they go on opening it: they are listed as another box's key then. */
  private async remove(repository: Repository, key: string): Promise<boolean> {
    try {
      await this.restic.removeKey(repository, key);
    } catch (error) {
      if (error instanceof Problem && error.code === 'backup-locked') return false;
      if (!(error instanceof Problem && error.code === 'backup-server-refused')) throw error;
    }
    return true;
  }
}
