import { expect, test } from 'vitest';
import { missingLayers, namedLayers, parseManifest } from './image-contents.ts';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const layers = ['a', 'b', 'c'].map((letter) => ({ digest: digest(letter), sizeBytes: 1, diffId: letter }));
const missing = (...local: string[][]) =>
  missingLayers(
    layers,
    local.map((own) => ({ layers: own })),
  ).map(({ diffId }) => diffId);

test('a layer counts as there only when all below it are the same', () => {
  expect(missing()).toEqual(['a', 'b', 'c']);
  expect(missing(['a'])).toEqual(['b', 'c']);
  expect(missing(['b', 'c'])).toEqual(['a', 'b', 'c']);
  expect(missing(['a', 'x', 'c'], ['a', 'b', 'y'])).toEqual(['c']);
  expect(missing(['a', 'b', 'c', 'd'])).toEqual([]);
});

test.each(['', '{}', '[]', '{"config":{"digest":"sha256:1","size":1},"layers":[]}'])('a manifest such as %s is damaged', (text) => {
  expect(() => parseManifest(text, digest('a'))).toThrow(expect.objectContaining({ code: 'image-damaged' }));
});

test('a manifest of another config is damaged', () => {
  const text = JSON.stringify({ config: { digest: digest('b'), size: 1 }, layers: [] });
  expect(() => parseManifest(text, digest('a'))).toThrow(expect.objectContaining({ code: 'image-damaged' }));
});

test('a config with fewer layers than the manifest is damaged', () => {
  expect(() => namedLayers(layers, JSON.stringify({ rootfs: { diff_ids: [digest('a')] } }))).toThrow(
    expect.objectContaining({ code: 'image-damaged' }),
  );
});
