import { Injectable } from '@nestjs/common';
import { type Operation, type OperationKind, type OperationStatus, outcomeSchema, type Progress } from '@percloud/contract/operations';
import { DataSource, Equal, In, IsNull, LessThan, Not, type QueryDeepPartialEntity } from 'typeorm';
import { atomically, type Statement } from '../database/atomically.ts';
import { OperationRow } from './operation.entity.ts';

const liveStatuses = ['queued', 'running', 'undoing'] as const;

export interface Filter {
  app?: string;
  before?: string;
  /** Without it of all, and of the box. */
  perclouds?: readonly string[];
  /** Those of the box as well. */
  box?: boolean;
}

/** The operations' rows: the only reader and writer of the journal. */
@Injectable()
export class Journal {
  constructor(private readonly database: DataSource) {}

  private get rows() {
    return this.database.getRepository(OperationRow);
  }

  add(row: OperationRow) {
    return this.rows.insert(columns(row));
  }

  /** Durable when it returns: SQLite runs with synchronous=FULL. */
  async save(row: OperationRow) {
    await this.rows.update({ id: row.id }, columns(row));
  }

  /** The journal entry and the statements, or none of them. */
  saveWith(row: OperationRow, statements: readonly Statement[]) {
    atomically(this.database, [...statements, this.rows.createQueryBuilder().update().set(columns(row)).where({ id: row.id })]);
  }

  find(id: string) {
    return this.rows.findOneBy({ id });
  }

  /** Live, or committed with something left to tidy up. */
  findUnfinished() {
    const where = [{ status: In([...liveStatuses]) }, { status: Equal('succeeded' as const), problem: Not(IsNull()) }];
    return this.rows.find({ where, order: { sequence: 'ASC' } });
  }

  list(filter: Filter, limit: number) {
    const common = {
      ...(filter.app ? { app: filter.app } : {}),
      ...(filter.before ? { createdAt: LessThan(filter.before) } : {}),
    };
    const scopes = filter.perclouds && [In(filter.perclouds), ...(filter.box ? [IsNull()] : [])];
    return this.rows.find({
      where: scopes?.map((percloud) => ({ ...common, percloud })) ?? common,
      order: { sequence: 'DESC' },
      take: limit,
    });
  }

  /** The newest operation of an app that changed it or tried to. */
  findLastOf(app: string) {
    return this.rows.findOne({ where: { app }, order: { sequence: 'DESC' } });
  }

  /** The newest of an app that took hold. */
  findLastCommittedOf(app: string) {
    return this.rows.findOne({ where: { app, committed: true }, order: { sequence: 'DESC' } });
  }

  /** Of one kind in a percloud, newest first. */
  listOfKind(kind: OperationKind, percloud: string, limit: number) {
    return this.rows.find({ where: { kind, percloud }, order: { sequence: 'DESC' }, take: limit });
  }

  /** The newest upgrade of an app to that version, whatever became of it. */
  async findLastUpgrade(app: string, version: string) {
    const upgrades = await this.rows.find({ where: { app, kind: 'app.upgrade' }, order: { sequence: 'DESC' } });
    return upgrades.find(({ subject }) => subject.version === version);
  }

  /** The newest of a kind. */
  findLast(kind: OperationKind, status?: OperationStatus) {
    return this.rows.findOne({ where: { kind, ...(status ? { status } : {}) }, order: { sequence: 'DESC' } });
  }

  async forgetBefore(time: string) {
    await this.rows.delete({ endedAt: LessThan(time) });
  }
}

/** A row as the API shows it. Facts, input and locks stay inside. */
export const viewOf = (row: OperationRow, progress: Progress | null): Operation => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  percloud: row.percloud,
  status: row.status,
  steps: row.steps,
  progress: row.status === 'running' ? progress : null,
  problem: row.problem,
  // The one fact that people are told.
  outcome: outcomeSchema.optional().parse(row.facts.outcome),
  cancellable: (row.status === 'queued' || row.status === 'running') && !row.committed && !row.cancelRequested,
  startedBy: { person: row.startedByPerson, name: row.startedByName },
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
});

// TypeORM's type for a value to be written recurses into JSON columns and gives up; it writes them whole.
const columns = (row: OperationRow) => row as QueryDeepPartialEntity<object>;
