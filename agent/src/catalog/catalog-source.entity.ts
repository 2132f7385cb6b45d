import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody else's catalog that an operator added. The box's own is not here: it stands in the host's configuration. */
@Entity('catalog_source')
export class CatalogSourceRow {
  @PrimaryColumn('text') id!: string;
  @Column('text', { unique: true }) address!: string;
  @Column('text', { unique: true }) publicKey!: string;
  /** The person's name: what they are called when somebody asks later. */
  @Column('text') addedBy!: string;
  @Column('text') addedAt!: string;
}
