import { basename, join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { CatalogFile, Release } from '@percloud/contract/catalog';
import { renderMistake } from '@percloud/contract/read-manifest';
import { layoutOf } from './app-image.ts';
import { type ReleaseSource, readApp } from './app-tree.ts';
import { baseFor, catalogDirectory } from './build-catalog.ts';
import { buildReleases } from './build-releases.ts';
import { nativeArchitecture, withBuilder } from './builder.ts';
import { type BuiltRelease, renderCatalog } from './render-catalog.ts';
import { ensureSigningKey, publicKeyOf } from './signing-key.ts';
import { findCatalog, writeCatalog } from './write-catalog.ts';

export interface TriedApp {
  release: Release;
  /** The catalog it is offered in: of this machine alone, with all that was tried here. */
  directory: string;
  publicKey: string;
}

const title = { name: 'Tried on this machine', publisher: { name: 'Whoever works on this machine' } };

/**
 * Builds an app from its directory, wherever that lies, into a catalog of its own. There it is `<id>-try`, so that it stands beside
 * the app that people use and never takes its place; its version is a new prerelease with every change.
 */
export async function buildTry(app: string, out = join(catalogDirectory, 'dist/try')): Promise<TriedApp> {
  const source = readNewest(resolve(app));
  const key = ensureSigningKey(join(catalogDirectory, '.keys/try.pem'));
  return await withBuilder(nativeArchitecture, async (builder) => {
    const [built] = await buildReleases([source], builder, baseFor(nativeArchitecture));
    if (!built) throw new Error(`${source.manifest.id} was not built.`);
    const previous = findCatalog(out);
    const tried = asTry(built, previous);
    const releases = [...others(previous, tried.manifest.id), tried];
    const catalog = renderCatalog({ ...title, architecture: nativeArchitecture, releases, now: new Date() }, previous);
    writeCatalog({ catalog, layout: layoutOf(builder), out, key });
    const release = catalog.apps[tried.manifest.id]?.releases.at(-1);
    if (!release) throw new Error(`${tried.manifest.id} is not in ${out}.`);
    return { release, directory: out, publicKey: publicKeyOf(key) };
  });
}

function readNewest(home: string): ReleaseSource {
  const [newest] = readApp(home, basename(home));
  if (!newest || 'mistakes' in newest) throw new Error(newest?.mistakes.map(renderMistake).join('\n') ?? `There is no app in ${home}.`);
  return newest;
}

/** The same version again where nothing changed, else the next one. */
export function asTry(built: BuiltRelease, previous: CatalogFile | undefined): BuiltRelease {
  const { manifest } = built;
  const id = `${manifest.id}-try`;
  const last = previous?.apps[id]?.releases.at(-1);
  const core = manifest.version.replace(/-.*$/, '');
  const named = (number: number): BuiltRelease => ({ ...built, manifest: { ...manifest, id, version: `${core}-try.${number}` } });
  const lastNumber = Number(/-try\.(\d+)$/.exec(last?.manifest.version ?? '')?.[1] ?? 0);
  const again = named(lastNumber);
  const isSame = last && isDeepStrictEqual([last.manifest, last.icon, last.images], [again.manifest, again.icon, again.built]);
  return isSame ? again : named(lastNumber + 1);
}

/** What else was tried here, as it was. */
const others = (previous: CatalogFile | undefined, id: string): BuiltRelease[] =>
  Object.values(previous?.apps ?? {})
    .flatMap(({ releases }) => releases)
    .filter(({ manifest }) => manifest.id !== id)
    .map(({ manifest, icon, images }) => ({ isNewest: false, manifest, icon, images: {}, built: images }));
