import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Since when something has been found. All else about a finding is found anew, also after a restart. */
@Entity('finding')
export class FindingRow {
  /** `<check>:<app id>`, `<check>` where it is about the box. */
  @PrimaryColumn('text') id!: string;
  @Column('text') since!: string;
}
