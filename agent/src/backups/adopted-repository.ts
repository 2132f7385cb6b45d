import { Injectable } from '@nestjs/common';
import { Restic } from '../gateways/restic.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { inTurn } from '../in-turn.ts';
import { Log } from '../log/log.ts';
import { causes, Problem } from '../problem.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';

/** What the owner's rule was is not known here: nothing is let go before they have said. */
const keepAll = { daily: 366, weekly: 520, monthly: 120 };

/** Repositories that are there already: of a box that is lost, or of a place that was given up and is used again. */
@Injectable()
export class AdoptedRepository {
  private readonly oneByOne = inTurn();

  constructor(
    private readonly files: TargetFiles,
    private readonly access: TargetAccess,
    private readonly restic: Restic,
    private readonly records: TargetRecords,
    private readonly log: Log,
  ) {}

  /** Opened by its words, it gets a key of this box; the words go on opening it. Another percloud's is left alone. */
  async adopt(target: BackupTargetRow, words: string): Promise<BackupTargetRow> {
    return this.opened(target, words, (repository) => this.giveKey(target.id, repository));
  }

  /**
   * The same where nothing more can be written, because it is full or wants it so: what is in it comes back as well. The box keeps the words
   * until it can have a key of its own.
   */
  async adoptToFetch(target: BackupTargetRow, words: string): Promise<BackupTargetRow> {
    return this.opened(target, words, async (repository) => {
      try {
        return await this.giveKey(target.id, repository);
      } catch (error) {
        this.log.logger.warn({ target: target.id, causes: causes(error) }, 'a place of backups takes no key: its words are kept');
        await this.files.borrow(target.id, words);
        return null;
      }
    });
  }

  /** A key of the box's own in place of words that it had to keep. */
  giveBackWords(id: string, repository: Repository): Promise<void> {
    return this.oneByOne(async () => {
      if (!(await this.files.hasBorrowed(id))) return;
      await this.giveKey(id, repository, (wordsKey) => this.records.update(id, { wordsKey }));
    });
  }

  private opened(target: BackupTargetRow, words: string, keyed: (repository: Repository) => Promise<string | null>) {
    return this.files.withPassword(words, (file) =>
      this.access.use(
        target,
        async (repository): Promise<BackupTargetRow> => {
          const strangers = (await this.restic.list(repository)).some(({ hostname }) => hostname !== target.percloud);
          if (strangers) throw new Problem('backup-target-used');
          return { ...target, state: 'ready', wordsKey: await keyed(repository), keep: keepAll };
        },
        file,
      ),
    );
  }

  /** `repository`: opened by the words, whose key is named in the end, and told before the words are gone from the box. */
  private async giveKey(id: string, repository: Repository, tell?: (wordsKey: string | null) => Promise<void>): Promise<string | null> {
    const added = await this.restic.addKey(repository, await this.files.ensureNextKey(id));
    await tell?.(added.openedBy ?? null);
    await this.files.useNextKey(id, added.id);
    return added.openedBy ?? null;
  }
}
