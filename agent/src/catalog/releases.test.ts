import { expect, test } from 'vitest';
import { makeRelease } from '../../test/catalog/published-catalog.ts';
import { entryOf, newerThan, newestStable, releasesOf } from './releases.ts';

const image = { manifest: `sha256:${'a'.repeat(64)}`, config: `sha256:${'b'.repeat(64)}`, sizeBytes: 1000 };
const file = (...versions: string[]) => ({
  format: 1 as const,
  name: 'Tests',
  architecture: 'amd64' as const,
  number: 1,
  publishedAt: '2026-11-01T00:00:00Z',
  apps: { sample: { releases: versions.map((version) => makeRelease(version, { web: image, worker: image })) } },
});
const sampleOf = (catalog: ReturnType<typeof file>) => releasesOf(catalog).get('sample') ?? [];
const versionOf = (release: ReturnType<typeof newestStable>) => release?.manifest.version;

test('the newest by version, wherever it stands, and never a prerelease', () => {
  const releases = sampleOf(file('1.10.0', '1.9.0', '2.0.0-beta.1'));
  expect(versionOf(newestStable(releases))).toBe('1.10.0');
  expect(releases.map(versionOf)).toEqual(['2.0.0-beta.1', '1.10.0', '1.9.0']);
});

test.each([
  ['1.9.0', '1.10.0'],
  ['1.10.0', undefined],
  ['1.11.0', undefined],
  ['1.10.0-beta.1', '1.10.0'],
  ['2.0.0-beta.1', undefined],
])('who has %s is offered %s', (installed, offered) => {
  expect(versionOf(newerThan(sampleOf(file('1.9.0', '1.10.0', '2.0.0-beta.1')), installed))).toBe(offered);
});

test('an app with prereleases only is not shown', () => {
  expect(entryOf(sampleOf(file('1.0.0-beta.1')))).toBeUndefined();
});

test('an app the catalog does not know has no releases, whatever it is called', () => {
  expect(releasesOf(file('1.0.0')).get('constructor')).toBeUndefined();
});

test('an image used by two services is downloaded once', () => {
  expect(entryOf(sampleOf(file('1.0.0')))).toMatchObject({ sizeBytes: 1000, memoryBytes: 2 * 256 * 1024 ** 2 });
});
