import { expect, test } from 'vitest';
import { makeEntry } from '../../../test/catalog/make-entry.ts';
import { byNeed, searchable } from './by-need.ts';

const all = [
  makeEntry('notes', {
    category: 'plan',
    title: { en: 'Notes', es: 'Notas', it: 'Note' },
    summary: { en: 'Like a newspaper of your own', es: 'Tu propio periódico', it: 'Il tuo giornale' },
  }),
  makeEntry('blog', {
    category: 'write',
    title: { en: 'Newspaper', es: 'Periódico', it: 'Giornale' },
    program: 'WordPress 6.8',
    keywords: { en: ['diary'], es: ['bitácora'], it: ['diario'] },
  }),
  makeEntry('radicale', {
    category: 'plan',
    title: { en: 'Calendar', es: 'Calendario y contactos', it: 'Calendario' },
    summary: { en: 'Plain', es: 'Sencillo', it: 'Semplice' },
  }),
  makeEntry('probe', { category: 'test', title: { en: 'Probe', es: 'Probe', it: 'Probe' }, hidden: true }),
].map(searchable);
const found = (search: string) => byNeed(all, search).flatMap(({ entries }) => entries.map(({ id }) => id));

test('goes by need, without the apps made for tests', () => {
  expect(byNeed(all, '').map(({ category }) => category)).toEqual(['plan', 'write']);
  expect(byNeed(all, '', 'write').map(({ category }) => category)).toEqual(['write']);
});

test('finds every word, whatever the capitals and accents', () => {
  expect(found('PERIODICO')).toEqual(['notes', 'blog']);
  expect(found('contactos calendario')).toEqual(['radicale']);
  expect(found('contactos blog')).toEqual([]);
});

test('finds by a keyword, by the program, and in a language that is not spoken here', () => {
  expect(found('bitacora')).toEqual(['blog']);
  expect(found('wordpress')).toEqual(['blog']);
  expect(found('semplice')).toEqual(['radicale']);
});

test('puts what is called so before what only speaks of it', () => {
  const inOneNeed = all.map((one) => ({ ...one, entry: { ...one.entry, category: 'write', hidden: false } }));
  expect(byNeed(inOneNeed, 'newspaper')[0]?.entries.map(({ id }) => id)).toEqual(['blog', 'notes']);
});
