import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** At most one row: the owner of the first percloud has come. Who claims a box for themselves is both. */
@Entity('owner_claim')
@Check('id = 1')
export class OwnerClaimRow {
  @PrimaryColumn('integer') id!: 1;
  @Column('text') person!: string;
  @Column('text') claimedAt!: string;
}
