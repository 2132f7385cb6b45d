import { expect, test } from 'vitest';
import { foldersOn, within } from './folder-path.ts';

test('each folder on the way leads to itself', () => {
  expect(foldersOn('')).toEqual([]);
  expect(foldersOn('uploads/2026/')).toEqual([
    { name: 'uploads', path: 'uploads' },
    { name: '2026', path: 'uploads/2026' },
  ]);
});

test('what lies in a folder', () => {
  expect(within('', 'beach.jpg')).toBe('beach.jpg');
  expect(within('uploads/2026/', 'odd #name?.jpg')).toBe('uploads/2026/odd #name?.jpg');
});
