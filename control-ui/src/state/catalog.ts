import type { CatalogEntry, CatalogState } from '@percloud/contract/catalog';
import type { CatalogSource } from '@percloud/contract/catalogs';
import { effect, signal } from '@preact/signals';
import { call } from '../api.ts';
import { isolated } from '../i18n/isolated.ts';
import { catalogState } from './live.ts';

/** Fetched when a page first needs it, and again when the agent says that something of it is new. */
export const catalog = signal<readonly CatalogEntry[] | undefined>(undefined);
/** What this machine has to offer. */
export const machine = signal<CatalogState['machine'] | undefined>(undefined);
export const catalogProblem = signal<unknown>(undefined);
let fetched: unknown;

export async function fetchCatalog() {
  try {
    const state = await call('getCatalog');
    catalog.value = state.apps;
    machine.value = state.machine;
    catalogProblem.value = undefined;
  } catch (error) {
    catalogProblem.value = error;
    // The next word from the agent is a reason to try again.
    fetched = undefined;
  }
}

/** Keeps the catalog present while a page shows it. */
export const keepCatalog = () =>
  effect(() => {
    // Each word from the agent about it is an object of its own.
    const state = catalogState.value;
    if (fetched === state && catalog.peek()) return;
    fetched = state;
    void fetchCatalog();
  });

export const findEntry = (id: string | undefined): CatalogEntry | undefined => catalog.value?.find((entry) => entry.id === id);

export const findSource = (id: string | null | undefined): CatalogSource | undefined =>
  catalogState.value?.catalogs.find((source) => source.id === id);

/** The catalog the box came with. */
export const isOwn = ({ id }: Pick<CatalogSource, 'id'>): boolean => id === 'own';

export const nameOf = (source: CatalogSource | undefined): string => isolated(source?.name || (source?.address ?? ''));

/** Who vouches for a catalog, as they call themselves. */
export const publisherOf = (source: CatalogSource): string => (source.publisher ? isolated(source.publisher.name) : nameOf(source));
