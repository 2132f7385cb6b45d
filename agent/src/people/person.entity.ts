import type { Language } from '@percloud/contract/words';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('person')
export class PersonRow {
  @PrimaryColumn('text') id!: string;
  /** What they sign in with; lower case. */
  @Column('text', { unique: true }) name!: string;
  @Column('text') displayName!: string;
  @Column('text') language!: Language;
  /** Argon2id, see password.ts. */
  @Column('text') passwordHash!: string;
  @Column('text') createdAt!: string;
}
