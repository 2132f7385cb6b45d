import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this box accepted of a catalog, so that nobody can hand it an older one. One row a publisher. */
@Entity('catalog')
export class CatalogRow {
  /** A publisher is its key, wherever its files lie. */
  @PrimaryColumn('text')
  publicKey!: string;

  /** The highest accepted. */
  @Column('integer')
  number!: number;

  /** Of the catalog with that number. */
  @Column('text')
  digest!: string;

  @Column('text')
  reachedAt!: string;
}
