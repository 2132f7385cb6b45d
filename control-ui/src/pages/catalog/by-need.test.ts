import type { CatalogEntry } from '@percloud/contract/catalog';
import { expect, test } from 'vitest';
import { byNeed } from './by-need.ts';

const entry = (id: string, category: string, title: string, hidden = false): CatalogEntry => ({
  id,
  catalog: 'own',
  category,
  hidden,
  title: { en: title, es: title, it: title },
  version: '1.0.0',
  program: id,
  summary: { en: 'Plain', es: 'Sencillo', it: 'Semplice' },
  description: { en: '', es: '', it: '' },
  color: '#000000',
  slug: id,
  permissions: [],
  settings: [],
  versions: ['1.0.0'],
  forms: {},
  sizeBytes: 1,
  missingBytes: 1,
  memoryBytes: 1,
});
const entries = [
  entry('blog', 'write', 'Periódico'),
  entry('radicale', 'plan', 'Calendario y contactos'),
  entry('probe', 'test', 'Probe', true),
];
const found = (search: string) => byNeed(entries, search, 'es').flatMap((need) => need.entries.map(({ id }) => id));

test('goes by need, without the apps made for tests', () => {
  expect(byNeed(entries, '', 'es').map(({ category }) => category)).toEqual(['plan', 'write']);
});

test('finds every word, whatever the capitals and accents', () => {
  expect(found('PERIODICO')).toEqual(['blog']);
  expect(found('contactos calendario')).toEqual(['radicale']);
  expect(found('sencillo')).toEqual(['radicale', 'blog']);
  expect(found('contactos blog')).toEqual([]);
});
