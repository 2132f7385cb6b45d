import type { CatalogEntry } from '@percloud/contract/catalog';
import { effect, signal } from '@preact/signals';
import { call } from '../api.ts';
import { catalogState } from './live.ts';

/** Fetched when a page first needs it, and again when the agent says that there is a newer one. */
export const catalog = signal<readonly CatalogEntry[] | undefined>(undefined);
export const catalogProblem = signal<unknown>(undefined);
let fetched: string | undefined;

export async function fetchCatalog() {
  try {
    const { apps } = await call('getCatalog');
    catalog.value = apps;
    catalogProblem.value = undefined;
  } catch (error) {
    catalogProblem.value = error;
    // The next word from the agent is a reason to try again, whatever number it says.
    fetched = undefined;
  }
}

/** Keeps the catalog present while a page shows it. */
export const keepCatalog = () =>
  effect(() => {
    const number = String(catalogState.value?.number ?? '');
    if (fetched === number && catalog.peek()) return;
    fetched = number;
    void fetchCatalog();
  });

export const findEntry = (id: string | undefined): CatalogEntry | undefined => catalog.value?.find((entry) => entry.id === id);
