import { Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import { type CatalogSource, ownCatalog } from '@percloud/contract/catalogs';
import type { InputOf } from '@percloud/contract/endpoint';
import { DataSource } from 'typeorm';
import { newId } from '../database/new-id.ts';
import type { KnownCaller } from '../http/caller.ts';
import { inTurn } from '../in-turn.ts';
import { Problem } from '../problem.ts';
import { normalizeAddress } from './address.ts';
import { CatalogService } from './catalog.service.ts';
import { CatalogSourceRow } from './catalog-source.entity.ts';

/** Each is kept in memory and asked for again and again. */
const limit = 10;

/** Other people's catalogs: added by whoever looks after the box, and removed again. */
@Injectable()
export class CatalogSources {
  /** Two at once must not be given the same place. */
  private readonly oneByOne = inTurn();

  constructor(
    private readonly database: DataSource,
    private readonly catalog: CatalogService,
  ) {}

  add(body: InputOf<typeof api.addCatalog>['body'], caller: KnownCaller): Promise<CatalogSource> {
    return this.oneByOne(() => this.addNow(body, caller));
  }

  async remove(id: string) {
    const { affected } = await this.rows.delete({ id });
    if (!affected) throw new Problem('catalog-not-found');
    await this.catalog.exclude(id);
  }

  private get rows() {
    return this.database.getRepository(CatalogSourceRow);
  }

  private async addNow(body: InputOf<typeof api.addCatalog>['body'], caller: KnownCaller): Promise<CatalogSource> {
    const address = normalizeAddress(body.address);
    // Only root may have root's files read.
    if (caller.kind !== 'root' && address.startsWith('file:')) throw new Problem('catalog-bad-address', { values: { address } });
    this.refuseKnown(address, body.publicKey);
    const addedBy = caller.kind === 'root' ? 'root' : caller.name;
    const origin = { id: newId(), address, publicKey: body.publicKey, addedBy, addedAt: new Date().toISOString() };
    const reader = this.catalog.readerOf(origin);
    try {
      await reader.read();
      await this.rows.insert(origin);
    } catch (error) {
      await reader.forget();
      throw error;
    }
    this.catalog.include(reader);
    return this.catalog.describe(reader);
  }

  private refuseKnown(address: string, publicKey: string) {
    const known = this.catalog.list();
    const same = known.find((catalog) => catalog.publicKey === publicKey);
    if (same) throw new Problem('catalog-known', { values: { name: same.name || same.address } });
    if (known.some((catalog) => catalog.address === address)) throw new Problem('catalog-known-by-another-key');
    if (known.filter(({ id }) => id !== ownCatalog).length >= limit) throw new Problem('too-many-catalogs', { values: { limit } });
  }
}
