import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Restic } from '../gateways/restic.ts';
import { isRepaired, type ResticSnapshot } from '../gateways/restic-output.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { Log } from '../log/log.ts';
import type { Running } from '../operations/operation-kind.ts';
import { causes, Problem } from '../problem.ts';
import { AdoptedRepository } from './adopted-repository.ts';
import { findAppendOnly } from './append-only.ts';
import { BackupTree } from './backup-tree.ts';
import type { BackupFacts, BackupInput } from './make-backup.operation.ts';
import { Moment } from './moment.ts';
import { OutdatedKeys } from './outdated-keys.ts';
import { Pace } from './pace.ts';
import { type PercloudJson, parsePercloud } from './percloud-json.ts';
import { whileThereIsRoom } from './room-in-place.ts';
import type { BackupRow, BackupTargetRow } from './target.entity.ts';
import { TargetAccess } from './target-access.ts';
import { TargetRecords } from './target-records.ts';

const pruneEveryMs = 6 * 24 * 3_600_000;
type Making = Running<BackupInput, Pick<BackupFacts, 'outcome'>>;
type Made = Pick<Making, 'id' | 'facts'>;
const operationTag = (id: string) => `operation-${id}`;

/** The parts that the stories of backups are told with. */
@Injectable()
export class BackupParts {
  constructor(
    readonly records: TargetRecords,
    readonly tree: BackupTree,
    readonly access: TargetAccess,
    readonly restic: Restic,
    private readonly repository: AdoptedRepository,
    private readonly outdated: OutdatedKeys,
    private readonly moment: Moment,
    private readonly log: Log,
  ) {}

  /** A disk is plugged in and can be opened. Whether a server answers shows when something is kept there: asking costs half a second. */
  async reach(id: string) {
    await this.inside(id, async () => {});
  }

  /** In a place that is full, what is kept no longer makes room, once. */
  async saveMakingRoom(operation: Making): Promise<Record<string, number>> {
    try {
      return await this.save(operation);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'backup-target-full') || !(await this.makeRoom(operation))) throw error;
      return this.save(operation);
    }
  }

  /** What an unfinished backup left goes as well. False: the place gives nothing up, or could not. */
  private async makeRoom({ input, signal }: Making): Promise<boolean> {
    const target = await this.get(input.target);
    const { percloud, keep } = target;
    if (target.appendOnly) return false;
    try {
      await this.access.watched(target, signal, async (repository, until) => {
        await this.restic.forget(repository, percloud, keep, until);
        await this.restic.prune(repository, { signal: until, writingLittle: true });
      });
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.log.logger.warn({ target: target.id, causes: causes(error) }, 'no room could be made in a place of backups');
      return false;
    }
  }

  /**
   * Each run of restic costs half a second to open the repository: what came of this one is looked at with the others, afterwards. `afresh`:
   * every file is read, also what has not changed since the backup before.
   */
  async save(
    { id, input, signal, progress }: Pick<Making, 'id' | 'input' | 'signal' | 'progress'>,
    { afresh = false } = {},
  ): Promise<Record<string, number>> {
    const target = await this.get(input.target);
    return this.access.watched(target, signal, async (repository, until) => {
      const options = {
        directory: this.tree.directoryOf(target.id),
        percloud: target.percloud,
        tags: [operationTag(id)],
        afresh,
        hurried: !input.byItself,
        leaveOut: await this.tree.leftOut(target.id),
        limitBytesPerSecond: target.limitBytesPerSecond ?? undefined,
      };
      const hindrance = async () => (input.byItself ? this.moment.againstGoingOn(target) : (await this.moment.isHot()) ? 'hot' : null);
      const { limitBytesPerSecond } = target;
      const pace = new Pace({ tell: progress, hindrance, limitBytesPerSecond });
      const made = await whileThereIsRoom(repository.directory, until, (until) =>
        pace.keep(until, (signal, { progress, standStill }) =>
          this.restic.backup(repository, { ...options, signal, progress, standStill }),
        ),
      );
      if (made.incomplete) {
        await this.restic.remove(repository, made.snapshot);
        throw new Problem('backup-incomplete');
      }
      return { sizeBytes: made.bytes, addedBytes: made.addedBytes, files: made.files };
    });
  }

  /** By the owner's rule, where the place lets anybody delete. Room is given back once a week: that reads and writes much. */
  async forgetOlder(operation: Making) {
    const { input, signal } = operation;
    const target = await this.get(input.target);
    const { percloud, keep } = target;
    await this.access.use(target, async (repository) => {
      const lettingGo = (await this.letsDelete(target, repository))
        ? this.unlessRefused(target, () => this.restic.forget(repository, percloud, keep, signal))
        : undefined;
      const left = await lettingGo?.catch(async (error: unknown) => {
        // What was made is known all the same.
        await this.look(target, repository, { signal, made: operation });
        throw error;
      });
      await this.look(target, repository, { signal, made: operation, there: left });
      if (left) await this.unlessRefused(target, () => this.pruneWeekly(target, repository, signal));
      await this.repository
        .giveBackWords(target.id, repository)
        .catch((error: unknown) => this.log.logger.warn({ target: target.id, causes: causes(error) }, 'words are still kept'));
      await this.outdated.shutOut(target.id, repository);
    });
  }

  /** Undefined where it was not to be: the backup that was just made is well. */
  private async unlessRefused<T>(target: BackupTargetRow, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      // A server that gives nothing up may say so only now.
      if (error instanceof Problem && error.code === 'backup-server-refused') await this.records.update(target.id, { appendOnly: true });
      // Another box is at work there, or died at it: it is done another time.
      else if (!(error instanceof Problem && error.code === 'backup-locked')) throw error;
      return undefined;
    }
  }

  /** Whoever keeps it can decide otherwise at any time. */
  private async letsDelete({ id, kind, appendOnly }: BackupTargetRow, { addressFile, certificateFile }: Repository): Promise<boolean> {
    if (!appendOnly) return true;
    const read = (file: string) => readFile(file, 'utf8');
    const asked = { address: await read(addressFile), certificate: certificateFile && (await read(certificateFile)) };
    if ((await findAppendOnly(kind, asked)) !== false) return false;
    await this.records.update(id, { appendOnly: false });
    return true;
  }

  private async pruneWeekly(target: BackupTargetRow, repository: Repository, signal: AbortSignal) {
    const now = Date.now();
    if (target.prunedAt && Math.abs(now - Date.parse(target.prunedAt)) <= pruneEveryMs) return;
    // Where nothing was let go of yet there is no room to give back.
    if (target.prunedAt) await this.restic.prune(repository, { signal });
    await this.records.update(target.id, { prunedAt: new Date(now).toISOString() });
  }

  /**
   * Brings what is known here of a place up to what is there. `made`: the operation that has just made one of them. `there`: what is, where
   * it was just told.
   */
  async look(
    target: BackupTargetRow,
    repository: Repository,
    { signal, made, there: told }: { signal?: AbortSignal; made?: Made; there?: readonly ResticSnapshot[] } = {},
  ) {
    // Known before it is asked: what somebody else sees come meanwhile is not taken for gone.
    const known = await this.records.listBackups(target.id);
    const there = (told ?? (await this.restic.list(repository, signal))).filter(({ hostname }) => hostname === target.percloud);
    for (const { id } of known)
      if (!there.some((snapshot) => snapshot.id === id)) await this.records.backups.delete({ id, target: target.id });
    // Where the power went after one was finished and before that was written down, it was made again.
    const [newest, ...again] = there
      .filter(({ tags }) => made && tags.includes(operationTag(made.id)))
      .toSorted((a, b) => Date.parse(b.time) - Date.parse(a.time));
    if (made && !newest) throw new Problem('backup-damaged', { detail: 'What was just written is not there.' });
    for (const snapshot of there) {
      if (known.some(({ id }) => id === snapshot.id)) continue;
      if (again.includes(snapshot)) await this.removeQuietly(repository, snapshot);
      else if (made && snapshot === newest)
        await this.records.backups.upsert(await this.rowOfMade(target, snapshot, made), ['id', 'target']);
      else {
        const original = known.find(({ id }) => id === snapshot.original);
        await this.insertForeign(target, repository, snapshot, original);
      }
    }
  }

  private async rowOfMade({ id }: BackupTargetRow, snapshot: ResticSnapshot, { facts }: Made): Promise<BackupRow> {
    const apps = appsOf((await this.tree.read(id)).apps);
    const { sizeBytes = null, files = null, addedBytes = null } = facts.outcome ?? {};
    return { ...rowOf(id, snapshot, apps), sizeBytes, files, addedBytes };
  }

  /** Made by another box, or by this one in another life; or of one that was known, when the place was mended. */
  private async insertForeign(target: BackupTargetRow, repository: Repository, snapshot: ResticSnapshot, original?: BackupRow) {
    const rows = original ?? (await this.readPercloud(repository, snapshot.id).catch((error: unknown) => this.leaveOut(snapshot, error)));
    const row = rows && rowOf(target.id, snapshot, appsOf(rows.apps));
    // Somebody else may have looked meanwhile, and known more of it.
    if (row) await this.records.backups.createQueryBuilder().insert().values(row).orIgnore().execute();
  }

  /** The same is there once more; where nobody may delete, it stays. */
  private async removeQuietly(repository: Repository, { id }: ResticSnapshot) {
    await this.restic
      .remove(repository, id)
      .catch((error: unknown) => this.log.logger.warn({ snapshot: id, causes: causes(error) }, 'a backup that was made twice stays'));
  }

  async readPercloud(repository: Repository, snapshot: string): Promise<PercloudJson> {
    return parsePercloud(await text(this.restic.dump(repository, snapshot, '/percloud.json')));
  }

  /** Of a later version, damaged, or nobody's backup at all: it keeps none of the others from being used. */
  private leaveOut({ id }: ResticSnapshot, error: unknown) {
    this.log.logger.warn({ snapshot: id, causes: causes(error) }, 'a snapshot in a place of backups can’t be read as one');
  }

  async get(id: string): Promise<BackupTargetRow> {
    const target = await this.records.find(id);
    if (!target) throw new Problem('not-found');
    return target;
  }

  async watched<T>(id: string, signal: AbortSignal, work: (repository: Repository, until: AbortSignal) => Promise<T>): Promise<T> {
    return this.access.watched(await this.get(id), signal, work);
  }

  async inside<T>(id: string, work: (repository: Repository) => Promise<T>): Promise<T> {
    return this.access.use(await this.get(id), work);
  }
}

const rowOf = (target: string, snapshot: ResticSnapshot, apps: BackupRow['apps']): BackupRow => ({
  ...{ id: snapshot.id, target, apps, sizeBytes: null, files: null, addedBytes: null },
  proof: isRepaired(snapshot) ? { at: new Date().toISOString(), problem: new Problem('backup-lacks-pieces').toDocument() } : null,
  takenAt: new Date(snapshot.time).toISOString(),
});

export const appsOf = (apps: BackupRow['apps']): BackupRow['apps'] =>
  apps.map(({ id, slug, catalogApp, program, version }) => ({ id, slug, catalogApp, program, version }));
