import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { ReleaseSource } from './app-tree.ts';
import { exampleCatalog, exampleManifest, writeExampleImage } from './example-layout.ts';
import { keepPublished } from './published-releases.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { findCatalog, writeCatalog } from './write-catalog.ts';

const { privateKey: key } = generateKeyPairSync('ed25519');
let out: string;

beforeEach(() => {
  const directory = temporaryDirectory();
  out = join(directory, 'catalog');
  const layout = join(directory, 'layout');
  writeCatalog({ catalog: exampleCatalog(7, { '1.0.0': writeExampleImage(layout, 'one', 'inputs-1') }), layout, out, key });
});

const source = (version: string, inputs = 'inputs-1'): ReleaseSource => ({
  isNewest: true,
  manifest: exampleManifest(version),
  icon: '<svg/>',
  images: { notes: { name: 'notes', containerfile: 'Containerfile', rootfs: [], inputs } },
});
const keep = (...sources: ReleaseSource[]) => keepPublished(sources, findCatalog(out), out);

test('what is published keeps the images it was published with; what is not has to be built', () => {
  expect(keep(source('1.0.0'), source('1.1.0', 'inputs-2')).map(({ manifest, built }) => [manifest.version, built])).toEqual([
    ['1.0.0', findCatalog(out)?.apps.notes?.releases[0]?.images],
  ]);
});

test.each([
  ['what the image notes is built from', source('1.0.0', 'inputs-2')],
  ['icon.svg', { ...source('1.0.0'), icon: '<svg><path/></svg>' }],
  ['app.yaml', { ...source('1.0.0'), manifest: { ...exampleManifest('1.0.0'), slug: 'other' } }],
])('refuses to publish a version again with other content: %s', (what, edited) => {
  expect(() => keep(edited)).toThrow(`notes 1.0.0 is published already, and since then ${what} changed.`);
  expect(() => keep(edited)).toThrow('raise the version');
});

test('an older release stays as it was published, although the newest it is written from moved on', () => {
  const older = { ...source('1.0.0', 'inputs-2'), isNewest: false };
  expect(keep(older).map(({ built }) => built)).toEqual([findCatalog(out)?.apps.notes?.releases[0]?.images]);
});
