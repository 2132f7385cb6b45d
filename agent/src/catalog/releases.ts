import type { CatalogEntry, CatalogFile, Channel, Release } from '@percloud/contract/catalog';
import { sizeBytes } from '@percloud/contract/manifest';
import { permissionsOf, widened } from '@percloud/contract/permissions';
import { compare, prerelease, rcompare } from 'semver';

const version = (release: Release) => release.manifest.version;
const isStable = (release: Release) => prerelease(version(release)) === null;

export type Releases = ReadonlyMap<string, readonly Release[]>;

/** By app, newest first. */
export const releasesOf = (file: CatalogFile): Releases =>
  new Map(Object.entries(file.apps).map(([app, { releases }]) => [app, releases.toSorted((a, b) => rcompare(version(a), version(b)))]));

/** `releases` newest first. A prerelease is offered to who chose beta; others ask for it by its version. */
export const newestOf = (releases: readonly Release[], channel: Channel = 'stable') =>
  channel === 'beta' ? releases[0] : releases.find(isStable);

export const newerThan = (releases: readonly Release[], installed: string, channel?: Channel) => {
  const newest = newestOf(releases, channel);
  return newest && compare(version(newest), installed) > 0 ? newest : undefined;
};

/** What the layers of a release weigh, compressed, each counted once; without those that are here already. */
export function layersBytes({ images }: Release, layersHere: ReadonlySet<string> = new Set()): number {
  const layers = Object.values(images).flatMap((image) => image.layers);
  const sizes = new Map(layers.map(({ digest, sizeBytes }) => [digest, layersHere.has(digest) ? 0 : sizeBytes]));
  return sum([...sizes.values()]);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/** An entry as far as it follows from the releases alone. */
export type OfferedApp = Omit<CatalogEntry, 'catalog' | 'missingBytes'>;

/** An app whose releases are all prereleases has nothing to show yet. */
export function entryOf(releases: readonly Release[]): OfferedApp | undefined {
  const newest = newestOf(releases);
  if (!newest) return undefined;
  const { manifest } = newest;
  const more = releases.map((release) => [version(release), widened(manifest, release.manifest)] as const);
  return {
    id: manifest.id,
    version: manifest.version,
    betaVersion: newerThan(releases, manifest.version, 'beta')?.manifest.version,
    title: manifest.title,
    program: manifest.program,
    homepage: manifest.homepage,
    source: manifest.source,
    license: manifest.license,
    keywords: manifest.keywords,
    summary: manifest.summary,
    description: manifest.description,
    category: manifest.category,
    color: manifest.color,
    hidden: manifest.hidden,
    slug: manifest.slug,
    releaseNotes: manifest.release_notes,
    permissions: permissionsOf(manifest),
    morePermissions: Object.fromEntries(more.filter(([, beyond]) => beyond.length > 0)),
    permissionsReason: manifest.permissions.reason,
    settings: manifest.settings,
    versions: releases.map(version),
    forms: Object.fromEntries(releases.map((release) => [version(release), release.manifest.settings])),
    sizeBytes: layersBytes(newest),
    memoryBytes: sum(Object.values(manifest.services).map((service) => sizeBytes(service.mem_limit))),
  };
}
