import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

@Entity('session')
export class SessionRow {
  @PrimaryColumn('text') id!: string;
  /** Sha256 of the token in the cookie, hex: who reads the database can't sign in with it. */
  @Column('text', { name: 'token_hash', unique: true }) tokenHash!: string;
  @Index() @Column('text') person!: string;
  @Column('text') device!: string;
  @Column('text') address!: string;
  @Column('text', { name: 'created_at' }) createdAt!: string;
  @Column('text', { name: 'last_used_at' }) lastUsedAt!: string;
  @Column('text', { name: 'expires_at' }) expiresAt!: string;
}
