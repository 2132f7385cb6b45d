import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One device's password for one app. */
@Entity('app_password')
export class AppPasswordRow {
  @PrimaryColumn('text') id!: string;
  @Index() @Column('text') app!: string;
  @Index() @Column('text') person!: string;
  @Column('text') device!: string;
  @Column('text', { unique: true }) hash!: string;
  @Column('text') createdAt!: string;
}
