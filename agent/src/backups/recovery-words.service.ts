import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Restic } from '../gateways/restic.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { inTurn } from '../in-turn.ts';
import { faultPoint } from '../operations/faults.ts';
import { Problem } from '../problem.ts';
import { AdoptedRepository } from './adopted-repository.ts';
import { OutdatedKeys } from './outdated-keys.ts';
import { checkRecoveryWords, makeRecoveryWords, readRecoveryWords } from './recovery-words.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';
import { removeUnfinished } from './unfinished-repository.ts';

const shownForMs = 30 * 60_000;

/** The owner's own key. The box knows it between showing it and being told three words of it, in memory only. */
@Injectable()
export class RecoveryWords {
  private readonly oneByOne = inTurn();
  private readonly shown = new Map<string, { words: string[]; ask: number[]; until: number }>();

  constructor(
    private readonly records: TargetRecords,
    private readonly files: TargetFiles,
    private readonly access: TargetAccess,
    private readonly restic: Restic,
    private readonly repository: AdoptedRepository,
    private readonly outdated: OutdatedKeys,
  ) {}

  /** Also where there are some: a paper gets lost. Words shown before and not confirmed are void. */
  async make(percloud: string, id: string) {
    await this.records.get(percloud, id);
    const words = makeRecoveryWords().split(' ');
    const ask = threePlaces(words.length);
    this.shown.set(id, { words, ask, until: Date.now() + shownForMs });
    return { words, ask };
  }

  /** Sent twice over a bad line, they are taken once. */
  confirm(percloud: string, id: string, said: readonly string[]) {
    return this.oneByOne(() => this.confirmOnce(percloud, id, said));
  }

  private async confirmOnce(percloud: string, id: string, said: readonly string[]) {
    const target = await this.records.get(percloud, id);
    const shown = this.shown.get(id);
    if (!shown || shown.until < Date.now()) {
      this.shown.delete(id);
      throw new Problem('recovery-ended');
    }
    const fields = shown.ask.flatMap((place, index) =>
      readRecoveryWords(said[index] ?? '') === shown.words[place - 1]
        ? []
        : [{ path: `body.words.${index}`, message: `is not word ${place}`, rule: 'not-right' as const }],
    );
    if (fields.length > 0) throw new Problem('backup-words-not-right', { fields });
    await this.let(target, shown.words.join(' '));
    this.shown.delete(id);
  }

  /** Words that the owner has from elsewhere. */
  use(percloud: string, id: string, typed: string) {
    return this.oneByOne(async () => this.let(await this.records.get(percloud, id), requireWords(typed)));
  }

  /** They open the place from now on, and those of before no longer. */
  private async let(given: BackupTargetRow, words: string) {
    await this.access.use(given, (repository) => this.repository.giveBackWords(given.id, repository));
    const target = await this.records.get(given.percloud, given.id);
    await this.access.use(target, async (repository) => {
      const added = await this.files.withPassword(words, (file) => this.addKey(target, repository, file));
      await this.outdated.note(target.id, added.id, ...(target.wordsKey ? [target.wordsKey] : []));
      // Before those of before are shut out: whenever it is cut off, the words that the box knows of open it.
      await this.records.update(target.id, { state: 'ready', wordsKey: added.id });
      faultPoint('backup.words', 'note', 'after');
      await this.outdated.shutOut(target.id, repository);
      await this.files.hintKey(target.id, added.openedBy);
    });
  }

  /** Cut off while the place was added, it may have got no repository, or a piece of one. */
  private async addKey({ state }: BackupTargetRow, repository: Repository, file: string) {
    try {
      return await this.restic.addKey(repository, file);
    } catch (error) {
      if (state !== 'needs-words' || !(error instanceof Problem && error.code === 'backup-not-there')) throw error;
      if (repository.directory) await removeUnfinished(repository.directory);
      await this.restic.init(repository);
      return this.restic.addKey(repository, file);
    }
  }
}

/** Typed in whatever way; throws and says what is wrong with them. */
export function requireWords(typed: string): string {
  const { unknown, count, valid } = checkRecoveryWords(typed);
  if (valid) return readRecoveryWords(typed);
  const fields = [{ path: 'body.words', message: 'are not right', rule: 'not-right' as const }];
  const [first] = unknown;
  if (first) throw new Problem('backup-word-unknown', { values: { ...first }, fields });
  throw new Problem('backup-words-unreadable', { values: { count }, fields });
}

function threePlaces(count: number): number[] {
  const places = new Set<number>();
  while (places.size < 3) places.add(randomInt(1, count + 1));
  return [...places].sort((a, b) => a - b);
}
