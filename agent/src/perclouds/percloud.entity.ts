import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Everything one owner owns. It can leave, so nothing here names the box. */
@Entity('percloud')
export class PercloudRow {
  @PrimaryColumn('text') id!: string;
  /** Its part of host names. */
  @Column('text', { unique: true }) slug!: string;
  @Column('text') name!: string;
  @Column('text') createdAt!: string;
}
