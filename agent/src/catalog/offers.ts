import type { Release } from '@percloud/contract/catalog';
import type { CatalogReader } from './catalog-reader.ts';

/** An app that can be installed, and the one catalog it comes from. */
export interface Offer {
  catalog: CatalogReader;
  releases: readonly Release[];
}

/** An app left out, because a catalog that comes first has one of that name. */
interface RefusedApp {
  id: string;
  /** The one that has it. */
  catalog: string;
}

export interface Offers {
  byApp: ReadonlyMap<string, Offer>;
  refusedOf(catalog: CatalogReader): readonly RefusedApp[];
}

/** `catalogs` in the order in which they come first: the box's own, then by when they were added. */
export function offersOf(catalogs: readonly CatalogReader[]): Offers {
  const byApp = new Map<string, Offer>();
  const refused = new Map<CatalogReader, RefusedApp[]>();
  for (const catalog of catalogs) {
    for (const [id, releases] of catalog.releases) {
      const first = byApp.get(id);
      if (first) refused.set(catalog, [...(refused.get(catalog) ?? []), { id, catalog: first.catalog.origin.id }]);
      else byApp.set(id, { catalog, releases });
    }
  }
  return { byApp, refusedOf: (catalog) => refused.get(catalog) ?? [] };
}
