import type { Operation, OperationKind, OperationStatus } from '@percloud/contract/operations';
import type { ProblemDocument } from '@percloud/contract/problems';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Lock } from './locks.ts';

export type JournalStep = Operation['steps'][number];
export type Subject = Operation['subject'];

/** The journal: a row is written before a step runs and after it ran, so that a power cut at any instant finds its way on or back. */
@Entity('operation')
export class OperationRow {
  @PrimaryColumn('text') id!: string;
  /** SQLite's own count of rows: the order in which operations came, also when the clock was set back between them. */
  @Column({ type: 'integer', name: 'rowid', insert: false, update: false, select: false })
  readonly sequence?: number;
  @Column('text') kind!: OperationKind;
  /** Of the kind's steps: an agent that no longer knows this version undoes instead of going on. */
  @Column('integer') version!: number;
  @Index('operation_status')
  @Column('text')
  status!: OperationStatus;
  @Column('text', { nullable: true }) percloud!: string | null;
  @Index('operation_app')
  @Column('text', { nullable: true })
  app!: string | null;
  @Column('simple-json') subject!: Subject;
  @Column('simple-json') input!: Record<string, unknown>;
  /** What steps found out or decided, for later steps and the undo. */
  @Column('simple-json') facts!: Record<string, unknown>;
  @Column('simple-json') locks!: Lock[];
  @Column('simple-json') steps!: JournalStep[];
  @Column('simple-json', { nullable: true }) problem!: ProblemDocument | null;
  /** Past its point of no return: only forward from here. */
  @Column('boolean') committed!: boolean;
  @Column('boolean') cancelRequested!: boolean;
  /** How often an agent's start found it unfinished. */
  @Column('integer') resumes!: number;
  @Column('text', { nullable: true }) startedByPerson!: string | null;
  @Column('text') startedByName!: string;
  @Index('operation_created')
  @Column('text')
  createdAt!: string;
  @Column('text', { nullable: true }) startedAt!: string | null;
  @Column('text', { nullable: true }) endedAt!: string | null;
}
