import { expect, test } from 'vitest';
import { makeRelease } from '../../test/catalog/published-catalog.ts';
import { entryOf, layersBytes, newerThan, newestOf, releasesOf } from './releases.ts';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const layer = (digit: string, sizeBytes: number) => ({ digest: digest(digit), sizeBytes });
const imageOf = (...layers: { digest: string; sizeBytes: number }[]) => ({
  ...{ manifest: digest('a'), config: digest('b'), sbom: digest('c'), sizeBytes: 9_999 },
  layers,
});
const image = imageOf(layer('1', 700), layer('2', 300));
const file = (...versions: string[]) => ({
  format: 1 as const,
  name: 'Tests',
  publisher: { name: 'Tests' },
  architecture: 'amd64' as const,
  number: 1,
  publishedAt: '2026-11-01T00:00:00Z',
  apps: { sample: { releases: versions.map((version) => makeRelease(version, { web: image, worker: image })) } },
});
const sampleOf = (catalog: ReturnType<typeof file>) => releasesOf(catalog).get('sample') ?? [];
const versionOf = (release: ReturnType<typeof newestOf>) => release?.manifest.version;

test('the newest by version, wherever it stands; a prerelease only for who chose beta', () => {
  const releases = sampleOf(file('1.10.0', '1.9.0', '2.0.0-beta.1'));
  expect(versionOf(newestOf(releases))).toBe('1.10.0');
  expect(versionOf(newestOf(releases, 'beta'))).toBe('2.0.0-beta.1');
  expect(releases.map(versionOf)).toEqual(['2.0.0-beta.1', '1.10.0', '1.9.0']);
});

test.each([
  ['1.9.0', 'stable', '1.10.0'],
  ['1.10.0', 'stable', undefined],
  ['1.11.0', 'stable', undefined],
  ['1.10.0-beta.1', 'stable', '1.10.0'],
  ['2.0.0-beta.1', 'stable', undefined],
  ['1.9.0', 'beta', '2.0.0-beta.1'],
  ['2.0.0-beta.1', 'beta', undefined],
] as const)('who has %s and chose %s is offered %s', (installed, channel, offered) => {
  expect(versionOf(newerThan(sampleOf(file('1.9.0', '1.10.0', '2.0.0-beta.1')), installed, channel))).toBe(offered);
});

test('who chose beta gets the finished release as soon as there is one', () => {
  expect(versionOf(newerThan(sampleOf(file('2.0.0-beta.1', '2.0.0')), '2.0.0-beta.1', 'beta'))).toBe('2.0.0');
});

test('says what beta offers only where that is newer', () => {
  expect(entryOf(sampleOf(file('1.0.0', '1.1.0-beta.1')))).toMatchObject({ version: '1.0.0', betaVersion: '1.1.0-beta.1' });
  expect(entryOf(sampleOf(file('1.1.0-beta.1', '1.1.0')))?.betaVersion).toBeUndefined();
});

test('an app with prereleases only is not shown', () => {
  expect(entryOf(sampleOf(file('1.0.0-beta.1')))).toBeUndefined();
});

test('what another version may do beyond the one offered is told', () => {
  const releases = sampleOf(file('1.1.0', '1.0.0'));
  const [newest, older] = releases;
  const wider = { ...older, manifest: { ...older?.manifest, permissions: { egress: 'internet' } } } as typeof newest;
  expect(entryOf([newest, wider].filter((release) => release !== undefined))?.morePermissions).toEqual({ '1.0.0': ['egress:internet'] });
});

test('an app the catalog does not know has no releases, whatever it is called', () => {
  expect(releasesOf(file('1.0.0')).get('constructor')).toBeUndefined();
});

test('an image used by two services is downloaded once', () => {
  expect(entryOf(sampleOf(file('1.0.0')))).toMatchObject({ sizeBytes: 1000, memoryBytes: 2 * 256 * 1024 ** 2 });
});

test('a layer that two images share counts once, and not at all where it is here', () => {
  const blog = makeRelease('1.0.0', { web: imageOf(layer('1', 100), layer('2', 20)), database: imageOf(layer('1', 100), layer('3', 5)) });
  expect(layersBytes(blog)).toBe(125);
  expect(layersBytes(blog, new Set([digest('1'), digest('4')]))).toBe(25);
});
