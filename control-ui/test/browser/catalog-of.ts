import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type CatalogFile, catalogFileSchema, type Release } from '@percloud/contract/catalog';
import type { HostConfig } from '../../../agent/src/host/host-config.ts';
import { localCatalog } from '../../../agent/src/host/local-catalog.ts';
import { newPublisher, publish } from '../../../agent/test/catalog/published-catalog.ts';

interface OwnCatalog {
  catalog: HostConfig['catalog'];
  remove(): Promise<void>;
}

/** A signed catalog with these releases, which have the images of the one built from this checkout. */
export async function catalogOf(releases: Release[], change: Partial<CatalogFile> = {}): Promise<OwnCatalog> {
  const directory = await mkdtemp(join(tmpdir(), 'percloud-catalog-'));
  await symlink(join(await builtCatalog(), 'blobs'), join(directory, 'blobs'));
  const publisher = newPublisher();
  await publish(directory, publisher, 1, releases, change);
  return {
    catalog: { address: pathToFileURL(directory).href, publicKey: publisher.publicKey },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** All of this checkout's catalog, where one release of an app is followed by another one that is made of it. */
export async function builtCatalogWith(app: string, version: string, change: (release: Release) => Release): Promise<OwnCatalog> {
  const file = await builtFile();
  const releases = file.apps[app]?.releases ?? [];
  const at = releases.findIndex(({ manifest }) => manifest.version === version);
  const found = releases[at];
  if (!found) throw new Error(`the catalog of this checkout has no ${app} ${version}`);
  return catalogOf([], { ...file, apps: { ...file.apps, [app]: { releases: releases.toSpliced(at + 1, 0, change(found)) } } });
}

/** The newest stable release of an app of this checkout's catalog. */
export async function releaseOf(app: string): Promise<Release> {
  const file = await builtFile();
  const release = file.apps[app]?.releases.findLast(({ manifest }) => !manifest.version.includes('-'));
  if (!release) throw new Error(`the catalog of this checkout has no ${app}`);
  return release;
}

/** The same release as another app of the catalog. */
export const asApp = (release: Release, id: string, change: Partial<Release['manifest']> = {}): Release => ({
  ...release,
  manifest: { ...release.manifest, id, slug: id.slice(0, 24), hidden: false, category: 'plan', ...change },
});

const builtCatalog = async () => fileURLToPath((await localCatalog()).address);
const builtFile = async () => catalogFileSchema.parse(JSON.parse(await readFile(join(await builtCatalog(), 'catalog.json'), 'utf8')));
