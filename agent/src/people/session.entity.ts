import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('session')
export class SessionRow {
  @PrimaryColumn('text') id!: string;
  /** Sha256 of the token in the cookie, hex: who reads the database can't sign in with it. */
  @Column('text', { unique: true }) tokenHash!: string;
  @Index() @Column('text') person!: string;
  @Column('text') device!: string;
  @Column('text') address!: string;
  @Column('text') createdAt!: string;
  @Column('text') lastUsedAt!: string;
  @Column('text') expiresAt!: string;
}
