import { isDeepStrictEqual } from 'node:util';
import type { CatalogFile, Release } from '@percloud/contract/catalog';
import type { ReleaseSource } from './app-tree.ts';
import { inputsOf } from './oci-layout.ts';
import type { BuiltRelease } from './render-catalog.ts';

/**
 * Those of the releases that are published in `out` already, as they were published: Debian has moved on since, so they can't be built again
 * bit for bit, and an older one is written as what is different from a newest that moves on too. Throws where the newest was edited and still
 * has a version that is published: a version stays what it is.
 */
export function keepPublished(sources: readonly ReleaseSource[], published: CatalogFile | undefined, out: string): BuiltRelease[] {
  const kept: BuiltRelease[] = [];
  const edited: string[] = [];
  for (const source of sources) {
    const { id, version } = source.manifest;
    const release = published?.apps[id]?.releases.find(({ manifest }) => manifest.version === version);
    if (!release) continue;
    const changed = source.isNewest ? changesSince(release, source, out) : [];
    if (changed.length > 0) edited.push(`${id} ${version} is published already, and since then ${changed.join(', ')} changed.`);
    kept.push({ ...source, manifest: release.manifest, icon: release.icon, built: release.images });
  }
  if (edited.length > 0)
    throw new Error(
      [...edited, 'Boxes rely on it that a version stays what it is: raise the version in app.yaml and say what is new.'].join('\n'),
    );
  return kept;
}

const changesSince = (release: Release, source: ReleaseSource, out: string): string[] => [
  ...(isDeepStrictEqual(release.manifest, source.manifest) ? [] : ['app.yaml']),
  ...(release.icon === source.icon ? [] : ['icon.svg']),
  ...Object.entries(source.images).flatMap(([name, { inputs }]) => {
    const image = release.images[name];
    const isSame = image && (image.registry || inputsOf(out, image.config) === inputs);
    return isSame ? [] : [`what the image ${name} is built from`];
  }),
];
