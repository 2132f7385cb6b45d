import type { CatalogEntry } from '@percloud/contract/catalog';

/** An app of a catalog that says as little as it may. */
export function makeEntry(id: string, change: Partial<CatalogEntry> = {}): CatalogEntry {
  const text = (words: string) => ({ en: words, es: words, it: words });
  return {
    ...{
      id,
      catalog: 'own',
      version: '1.0.0',
      versions: ['1.0.0'],
      slug: id,
      program: id,
      category: 'write',
      color: '#0f6b6b',
      hidden: false,
    },
    ...{ title: text(id), summary: text(''), description: text('') },
    ...{ permissions: [], morePermissions: {}, settings: [], forms: {}, sizeBytes: 1, missingBytes: 1, memoryBytes: 1 },
    ...change,
  };
}
