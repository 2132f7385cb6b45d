import type { CatalogEntry } from '@percloud/contract/catalog';
import { plain } from '../../i18n/plain.ts';

/** What people come for, in this order. Apps made for tests have no place here. */
export const categories = ['plan', 'write', 'keep-and-share', 'be-reachable', 'house'] as const;
export type Category = (typeof categories)[number];

interface Need {
  category: Category;
  entries: CatalogEntry[];
}

/** An entry with what a search looks through. Made once for a catalog, not at every key. */
export interface Searchable {
  entry: CatalogEntry;
  names: string;
  words: string;
}

/** In all languages at once: people call a thing what they learnt to call it. */
export function searchable(entry: CatalogEntry): Searchable {
  const { title, program, id, summary, keywords } = entry;
  const names = plain([...Object.values(title), program, id].join('\n'));
  const words = plain([...Object.values(summary), ...Object.values(keywords ?? {}).flat()].join('\n'));
  return { entry, names, words: `${names}\n${words}` };
}

/** The catalog by need, with only what a search finds: every word somewhere; first what is called so. */
export function byNeed(all: readonly Searchable[], search: string, only?: Category): Need[] {
  const wanted = plain(search).split(/\s+/).filter(Boolean);
  const found = all.filter(({ entry, words }) => !entry.hidden && wanted.every((word) => words.includes(word)));
  const isCalledSo = ({ names }: Searchable) => wanted.every((word) => names.includes(word));
  const sorted = [...found.filter(isCalledSo), ...found.filter((one) => !isCalledSo(one))].map(({ entry }) => entry);
  return categories
    .filter((category) => only === undefined || category === only)
    .map((category) => ({ category, entries: sorted.filter((entry) => entry.category === category) }))
    .filter((need) => need.entries.length > 0);
}
