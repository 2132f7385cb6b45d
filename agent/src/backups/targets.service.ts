import { Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { Place } from '@percloud/contract/backup-places';
import type { BackupKey, Target } from '@percloud/contract/backups';
import type { InputOf } from '@percloud/contract/endpoint';
import { newId } from '../database/new-id.ts';
import { FileSystems } from '../gateways/file-systems.ts';
import { Restic } from '../gateways/restic.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { Problem } from '../problem.ts';
import { AdoptedRepository } from './adopted-repository.ts';
import { findAppendOnly } from './append-only.ts';
import { BackupParts } from './backup-parts.ts';
import { Moment } from './moment.ts';
import { describePlace, findAddress } from './place-address.ts';
import { requireWords } from './recovery-words.service.ts';
import { isSameKey } from './same-key.ts';
import { isDue, isInWindow, lastDue, nextDue } from './schedule.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';
import { removeUnfinished } from './unfinished-repository.ts';

/** Held by whoever writes into a place. */
export const lockOf = (target: string) => `backup:${target}`;

const firstSchedule = { every: 'day', at: '03:00', weekday: 0 } as const;
const firstKeep = { daily: 7, weekly: 4, monthly: 12 } as const;

/** Where a percloud's backups are kept. */
@Injectable()
export class TargetsService {
  constructor(
    private readonly records: TargetRecords,
    private readonly files: TargetFiles,
    private readonly access: TargetAccess,
    private readonly repository: AdoptedRepository,
    private readonly parts: BackupParts,
    private readonly moment: Moment,
    private readonly disks: FileSystems,
    private readonly restic: Restic,
    private readonly operations: Operations,
    private readonly journal: Journal,
  ) {}

  /**
   * With words: what lies there already is taken on. Else the place gets an empty repository, which the box's own key opens. What fails
   * leaves no row and no secret.
   */
  async add(percloud: string, place: Place, words?: string): Promise<Target> {
    let row = await this.rowFor(percloud, place);
    this.records.beingAdded.add(row.id);
    try {
      const address = await findAddress(place);
      await this.files.create(row.id, percloud, address);
      if (words !== undefined) row = await this.repository.adopt(row, requireWords(words));
      row.appendOnly = (await findAppendOnly(place.kind, address)) ?? false;
      await this.records.targets.insert(row);
      // Last: killed in the middle of it, the box still has the only key to what it made there.
      if (words === undefined) await this.access.use(row, (repository) => this.restic.init(repository));
    } catch (error) {
      await this.forget(row.id).catch(() => undefined);
      throw error;
    } finally {
      this.records.beingAdded.delete(row.id);
    }
    if (words !== undefined) await this.access.use(row, (repository) => this.parts.look(row, repository));
    return this.viewOf(row);
  }

  async rowFor(percloud: string, place: Place): Promise<BackupTargetRow> {
    return {
      id: newId(),
      percloud,
      kind: place.kind,
      place: place.kind === 'disk' ? await this.nameOfDisk(place.fileSystem) : describePlace(place),
      fileSystem: place.kind === 'disk' ? place.fileSystem : null,
      state: 'needs-words',
      wordsKey: null,
      schedule: firstSchedule,
      keep: firstKeep,
      limitBytesPerSecond: null,
      appendOnly: false,
      createdAt: new Date().toISOString(),
      triedAt: null,
      prunedAt: null,
      arriving: null,
    };
  }

  async change(percloud: string, id: string, change: InputOf<typeof api.changeBackupTarget>['body']): Promise<Target> {
    await this.records.get(percloud, id);
    if (Object.keys(change).length > 0) await this.records.update(id, change);
    return this.viewOf(await this.records.get(percloud, id));
  }

  async remove(percloud: string, id: string, confirm: string) {
    const target = await this.records.get(percloud, id);
    if (confirm !== target.place) {
      throw new Problem('confirm-name', {
        values: { name: target.place },
        fields: [{ path: 'body.confirm', message: `Type “${target.place}”.`, rule: 'not-right' }],
      });
    }
    if (this.operations.findHolding(lockOf(id))) throw new Problem('busy');
    // A place that is not there now is given up all the same.
    if (target.state === 'needs-words') await this.clear(target).catch(() => undefined);
    await this.forget(id);
  }

  private async forget(id: string) {
    await this.records.remove(id);
    await this.files.remove(id);
  }

  /** On a disk: what nobody has words for could be opened by nobody, and kept anybody from using it again. */
  private async clear(target: BackupTargetRow) {
    await this.access.use(target, async (repository) => {
      const { directory } = repository;
      if (directory && (await this.isEmpty(repository))) await removeUnfinished(directory);
    });
  }

  /** Also where its making was cut off. */
  private async isEmpty(repository: Repository): Promise<boolean> {
    try {
      return (await this.restic.list(repository)).length === 0;
    } catch (error) {
      if (error instanceof Problem && error.code === 'backup-not-there') return true;
      throw error;
    }
  }

  async list(percloud: string): Promise<Target[]> {
    return Promise.all((await this.records.list(percloud)).map((row) => this.viewOf(row)));
  }

  async get(percloud: string, id: string): Promise<Target> {
    return this.viewOf(await this.records.get(percloud, id));
  }

  async listKeys(percloud: string, id: string): Promise<BackupKey[]> {
    const target = await this.records.get(percloud, id);
    const keys = await this.access.use(target, (repository) => this.restic.listKeys(repository));
    const opensByWords = await this.files.hasBorrowed(id);
    const ofWhom = (key: { id: string; current: boolean }): BackupKey['of'] => {
      if (key.current) return opensByWords ? 'words' : 'this-box';
      return isSameKey(key.id, target.wordsKey) ? 'words' : 'other';
    };
    // Restic tells them in no order.
    return keys
      .map((key) => ({ id: key.id, of: ofWhom(key), madeAt: key.created, madeOn: key.hostName }))
      .toSorted((a, b) => inOrder.indexOf(a.of) - inOrder.indexOf(b.of) || a.madeAt.localeCompare(b.madeAt));
  }

  async revokeKey(percloud: string, id: string, key: string) {
    const keys = await this.listKeys(percloud, id);
    const found = keys.find((one) => one.id === key);
    if (!found) throw new Problem('not-found');
    // Where the words' own key is not recognised, it might be any of the others.
    if (found.of !== 'other' || !keys.some(({ of }) => of === 'words'))
      throw new Problem('wrong-state', { values: { hint: 'This key is needed.' } });
    await this.access.use(await this.records.get(percloud, id), (repository) => this.restic.removeKey(repository, key));
  }

  private async viewOf(row: BackupTargetRow): Promise<Target> {
    const backups = await this.records.listBackups(row.id);
    return {
      ...{ id: row.id, kind: row.kind, place: row.place, state: row.state, schedule: row.schedule, keep: row.keep },
      limitBytesPerSecond: row.limitBytesPerSecond,
      appendOnly: row.appendOnly,
      keepsWords: await this.files.hasBorrowed(row.id),
      newest: backups[0] ?? null,
      backups: backups.length,
      nextAt: row.state === 'ready' ? (nextDue(row.schedule, new Date())?.toISOString() ?? null) : null,
      waitsFor: await this.hindranceOf(row, new Date()),
      lastProblem: await this.lastProblemOf(row),
      operation: this.operations.findHolding(lockOf(row.id))?.id ?? null,
    };
  }

  private async hindranceOf(row: BackupTargetRow, now: Date): Promise<Target['waitsFor']> {
    const isAwaited = row.state === 'ready' && isDue(row.schedule, row, now) && isInWindow(row.schedule, now);
    const due = isAwaited ? lastDue(row.schedule, now) : undefined;
    return due ? this.moment.againstBeginning(row, due, now) : null;
  }

  async lastProblemOf({ id, percloud }: BackupTargetRow): Promise<Target['lastProblem']> {
    const last = (await this.journal.listOfKind('backup.make', percloud, 20)).find(({ input, endedAt }) => input.target === id && endedAt);
    return last?.problem && last.endedAt && last.status !== 'cancelled' ? { problem: last.problem, at: last.endedAt } : null;
  }

  private async nameOfDisk(fileSystem: string): Promise<string> {
    const disk = (await this.disks.list()).find((one) => one.fileSystem === fileSystem);
    if (!disk) throw new Problem('backup-disk-missing');
    return disk.name;
  }
}

const inOrder: readonly BackupKey['of'][] = ['words', 'this-box', 'other'];
