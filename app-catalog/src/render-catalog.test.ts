import { catalogFileSchema } from '@percloud/contract/catalog';
import { expect, test } from 'vitest';
import { exampleManifest } from './example-layout.ts';
import { type BuiltRelease, renderCatalog } from './render-catalog.ts';

const now = new Date('2026-02-03T04:05:06Z');
const release = (version: string, digit = 'a'): BuiltRelease => {
  const digest = `sha256:${digit.repeat(64)}`;
  return {
    isNewest: true,
    manifest: exampleManifest(version),
    icon: '<svg/>',
    images: {},
    built: { notes: { manifest: digest, config: digest, sizeBytes: 9, layers: [{ digest, sizeBytes: 8 }], sbom: digest } },
  };
};
const render = (releases: BuiltRelease[], at: Date, previous?: ReturnType<typeof renderCatalog>) =>
  renderCatalog({ name: 'Example', publisher: { name: 'Somebody' }, architecture: 'amd64', releases, now: at }, previous);

test('orders releases by version and numbers the publication by the time', () => {
  const catalog = render([release('1.10.0'), release('2.0.0-beta'), release('1.9.0')], now);
  expect(catalogFileSchema.parse(catalog)).toEqual(catalog);
  expect(catalog.apps.notes?.releases.map(({ manifest }) => manifest.version)).toEqual(['1.9.0', '1.10.0', '2.0.0-beta']);
  expect(catalog.number).toBe(now.getTime() / 1000);
});

test('publishes nothing where nothing changed', () => {
  const first = render([release('1.0.0')], now);
  expect(render([release('1.0.0')], new Date('2027-01-01'), first)).toBe(first);
});

test('the number rises even when the clock was set back, and what stays keeps its date', () => {
  const first = render([release('1.0.0')], now);
  const second = render([release('1.0.0'), release('1.1.0', 'b')], new Date('2020-01-01'), first);
  expect(second.number).toBe(first.number + 1);
  expect(second.apps.notes?.releases.map(({ publishedAt }) => publishedAt)).toEqual([now.toISOString(), '2020-01-01T00:00:00.000Z']);
});
