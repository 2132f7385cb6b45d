import type { CatalogEntry, CatalogFile, Release } from '@percloud/contract/catalog';
import { permissionsOf, sizeBytes } from '@percloud/contract/manifest';
import { compare, prerelease, rcompare } from 'semver';

const version = (release: Release) => release.manifest.version;
const isStable = (release: Release) => prerelease(version(release)) === null;

export type Releases = ReadonlyMap<string, readonly Release[]>;

/** By app, newest first. */
export const releasesOf = (file: CatalogFile): Releases =>
  new Map(Object.entries(file.apps).map(([app, { releases }]) => [app, releases.toSorted((a, b) => rcompare(version(a), version(b)))]));

/** Prereleases are never what is newest: who wants one asks for it by its version. */
export const newestStable = (releases: readonly Release[]) => releases.find(isStable);

export const newerThan = (releases: readonly Release[], installed: string) => {
  const newest = newestStable(releases);
  return newest && compare(version(newest), installed) > 0 ? newest : undefined;
};

/** An app whose releases are all prereleases has nothing to show yet. */
export function entryOf(releases: readonly Release[]): CatalogEntry | undefined {
  const newest = newestStable(releases);
  if (!newest) return undefined;
  const { manifest } = newest;
  const images = new Map(Object.values(newest.images).map((image) => [image.config, image.sizeBytes]));
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);
  return {
    id: manifest.id,
    version: manifest.version,
    title: manifest.title,
    program: manifest.program,
    summary: manifest.summary,
    description: manifest.description,
    category: manifest.category,
    color: manifest.color,
    hidden: manifest.hidden,
    slug: manifest.slug,
    releaseNotes: manifest.release_notes,
    permissions: permissionsOf(manifest),
    settings: manifest.settings,
    versions: releases.map(version),
    forms: Object.fromEntries(releases.map((release) => [version(release), release.manifest.settings])),
    sizeBytes: sum(images.values()),
    memoryBytes: sum(Object.values(manifest.services).map((service) => sizeBytes(service.mem_limit))),
  };
}
