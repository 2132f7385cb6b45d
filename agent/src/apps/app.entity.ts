import type { Channel } from '@percloud/contract/catalog';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One release installed in one percloud. What is frozen, secret or stored lies in its generation on disk. */
@Entity('app')
@Index('app_slug', ['percloud', 'slug'], { unique: true, where: '"inBinSince" IS NULL' })
export class AppRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') percloud!: string;
  @Column('text') slug!: string;
  @Column('text') catalogApp!: string;
  /** Who published it, and alone may update it: their key, and what they called themselves. Null: the box's own catalog. */
  @Column('text', { nullable: true }) publisherKey!: string | null;
  @Column('text', { nullable: true }) publisherName!: string | null;
  @Column('text', { default: 'stable' }) channel!: Channel;
  /** The owner wants newer releases without being asked, at night. */
  @Column('boolean', { default: false }) automaticUpdates!: boolean;
  /** The current generation; null until its installation commits. Going back moves it. */
  @Column('integer', { nullable: true }) generation!: number | null;
  @Column('text') desired!: 'running' | 'stopped';
  @Column('text') installedAt!: string;
  @Column('text', { nullable: true }) inBinSince!: string | null;
}

/** What an owner chose for a generation; passwords are files in it. Kept as long as the generation or a snapshot of it is. */
@Entity('generation')
export class GenerationRow {
  @PrimaryColumn('text') app!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('text') version!: string;
  @Column('simple-json') settings!: object;
  @Column('text') createdAt!: string;
}
