import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** There is at most one row, and the box is claimed when it is there: of two claims at once the database lets one in. */
@Entity('claim')
@Check('id = 1')
export class ClaimRow {
  @PrimaryColumn('integer') id!: 1;
  @Column('text') person!: string;
  @Column('text') claimedAt!: string;
}
