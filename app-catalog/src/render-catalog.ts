import { isDeepStrictEqual } from 'node:util';
import type { CatalogFile, CatalogImage, Release } from '@percloud/contract/catalog';
import type { Publisher } from '@percloud/contract/catalogs';
import { compare } from 'semver';
import type { ReleaseSource } from './app-tree.ts';

export interface BuiltRelease extends ReleaseSource {
  built: Record<string, CatalogImage>;
}

interface Content {
  name: string;
  publisher: Publisher;
  architecture: CatalogFile['architecture'];
  releases: readonly BuiltRelease[];
  now: Date;
}

/**
 * The catalog of what was built. What `previous` already published keeps its date; where nothing changed, `previous` itself comes back.
 * The number is the time in seconds, so it rises even when `previous` was lost, and always by one at least.
 */
export function renderCatalog({ name, publisher, architecture, releases, now }: Content, previous?: CatalogFile): CatalogFile {
  const publishedAt = now.toISOString();
  const apps: CatalogFile['apps'] = {};
  for (const source of [...releases].sort(byAppAndVersion)) {
    const { manifest, icon, built: images } = source;
    const before = previous?.apps[manifest.id]?.releases.find((release) => release.manifest.version === manifest.version);
    const release: Release = { manifest, images, icon, publishedAt };
    apps[manifest.id] ??= { releases: [] };
    apps[manifest.id]?.releases.push(
      isDeepStrictEqual(before, { ...release, publishedAt: before?.publishedAt }) && before ? before : release,
    );
  }
  const content = { format: 1, name, publisher, architecture, apps } as const;
  if (previous && isDeepStrictEqual({ ...content, number: previous.number, publishedAt: previous.publishedAt }, previous)) return previous;
  const number = Math.max(Math.floor(now.getTime() / 1000), (previous?.number ?? 0) + 1);
  return { ...content, number, publishedAt };
}

const byAppAndVersion = ({ manifest: a }: ReleaseSource, { manifest: b }: ReleaseSource) =>
  a.id === b.id ? compare(a.version, b.version) : a.id < b.id ? -1 : 1;
