import type { Grant } from '@percloud/contract/people';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A role of a person on a scope: the box (`percloud` null, operator) or one percloud. */
@Entity('grant')
export class GrantRow {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') person!: string;
  @Column('text') role!: Grant['role'];
  @Index() @Column('text', { nullable: true }) percloud!: string | null;
  /** A helper's grant ends by itself. */
  @Column('text', { nullable: true }) endsAt!: string | null;
  @Column('text') createdAt!: string;
}
