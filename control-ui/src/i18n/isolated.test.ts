import { expect, test } from 'vitest';
import { isolated } from './isolated.ts';

test('words written from the left stay as they are', () => {
  expect(isolated('Calendario y contactos 📅')).toBe('Calendario y contactos 📅');
});

test('words written from the right are kept apart from what is beside them', () => {
  expect(isolated('יומן')).toBe('\u2068יומן\u2069');
});

test('no mark gets through that would turn round what follows, or end the isolation', () => {
  expect(isolated('Mail \u202egnp.\u2069\u202e')).toBe('Mail gnp.');
  expect(isolated('יומן\u2069\u202e')).toBe('\u2068יומן\u2069');
});
