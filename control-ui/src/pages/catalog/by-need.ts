import type { CatalogEntry } from '@percloud/contract/catalog';
import type { Language } from '@percloud/contract/words';
import { plain } from '../../i18n/plain.ts';

/** What people come for, in this order. Apps made for tests have no place here. */
const categories = ['plan', 'write', 'keep-and-share', 'be-reachable', 'house'] as const;
type Category = (typeof categories)[number];

/** The catalog by need, with only what a search finds: every word somewhere in the names or the texts. */
export function byNeed(
  entries: readonly CatalogEntry[],
  search: string,
  language: Language,
): { category: Category; entries: CatalogEntry[] }[] {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const found = entries.filter((entry) => {
    const text = plain([entry.title[language], entry.program, entry.summary[language], entry.description[language], entry.id].join(' '));
    return !entry.hidden && words.every((word) => text.includes(word));
  });
  return categories
    .map((category) => ({ category, entries: found.filter((entry) => entry.category === category) }))
    .filter((need) => need.entries.length > 0);
}
