import type { Finding } from '@percloud/contract/health';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Since when something has been found, and how bad it was told. All else about a finding is found anew, also after a restart. */
@Entity('finding')
export class FindingRow {
  /** `<check>:<app id>`, `<check>` where it is about the box. */
  @PrimaryColumn('text') id!: string;
  @Column('text') since!: string;
  /** As bad as it was told at its worst; null: by an agent that did not write it down. */
  @Column('text', { nullable: true }) told!: Finding['severity'] | null;
}
