import type { PlaceKind } from '@percloud/contract/backup-places';
import type { Backup, Keep, Schedule, Target } from '@percloud/contract/backups';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PercloudJson } from './percloud-json.ts';

/** What of a backup is still to be brought here, and for whom. */
export interface Arriving {
  backup: string;
  by: { id: string; name: string };
  apps: PercloudJson['apps'];
}

/** Where a percloud's backups go. What is secret about it lies in files: see `target-files.ts`. */
@Entity('backup_target')
export class BackupTargetRow {
  @PrimaryColumn('text') id!: string;
  @Index('backup_target_percloud')
  @Column('text')
  percloud!: string;
  @Column('text') kind!: PlaceKind;
  /** For people; never a password. */
  @Column('text') place!: string;
  /** The mark of the disk's file system; null for other kinds. */
  @Column('text', { nullable: true }) fileSystem!: string | null;
  @Column('text') state!: Target['state'];
  /** Restic's name of the key that the recovery words are; null until they are confirmed. */
  @Column('text', { nullable: true }) wordsKey!: string | null;
  @Column('simple-json') schedule!: Schedule;
  @Column('simple-json') keep!: Keep;
  @Column('integer', { nullable: true }) limitBytesPerSecond!: number | null;
  @Column('boolean', { default: false }) appendOnly!: boolean;
  @Column('text') createdAt!: string;
  /** When the schedule last began one, whatever came of it. */
  @Column('text', { nullable: true }) triedAt!: string | null;
  @Column('text', { nullable: true }) prunedAt!: string | null;
  @Column('simple-json', { nullable: true }) arriving!: Arriving | null;
}

/** What is known here of the backups in a place. The repository is the owner of these facts; this is a cache, but for the proof. */
@Entity('backup')
export class BackupRow {
  @PrimaryColumn('text') id!: string;
  @PrimaryColumn('text') target!: string;
  @Column('text') takenAt!: string;
  @Column('integer', { nullable: true }) sizeBytes!: number | null;
  @Column('integer', { nullable: true }) files!: number | null;
  @Column('integer', { nullable: true }) addedBytes!: number | null;
  @Column('simple-json') apps!: Backup['apps'];
  @Column('simple-json', { nullable: true }) proof!: Backup['proof'];
}
