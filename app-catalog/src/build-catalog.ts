import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogTitleSchema } from '@percloud/contract/catalog';
import { parse } from 'yaml';
import { layoutOf } from './app-image.ts';
import { type ReleaseSource, readApps } from './app-tree.ts';
import { readBase } from './base-image.ts';
import { buildReleases } from './build-releases.ts';
import { type Architecture, nativeArchitecture, withBuilder } from './builder.ts';
import { keepPublished } from './published-releases.ts';
import { renderCatalog } from './render-catalog.ts';
import { ensureSigningKey, publicKeyOf } from './signing-key.ts';
import { step } from './steps.ts';
import { findCatalog, writeCatalog } from './write-catalog.ts';

/** Our own: what lies in it, and the base all images stand on, whosever they are. */
export const catalogDirectory = join(import.meta.dirname, '..');
export const baseDirectory = join(catalogDirectory, 'base');
export const baseFor = (architecture: Architecture) => readBase(baseDirectory, architecture);

interface BuildOptions {
  /** A directory with `catalog.yaml` and `apps/`; default: ours. */
  directory?: string;
  architecture: Architecture;
  mirror?: string;
  cache?: string;
  out: string;
  keyFile?: string;
  /** For publishing: what `out` has published already stays as it is. Otherwise a version is what its files are now. */
  release?: boolean;
  /** Ids: only these apps are built, and the catalog has no others. For another architecture's, which take long. Default: all. */
  apps?: readonly string[];
}

/** Builds what changed and publishes it as a signed catalog in `out`. Running it again with nothing changed writes nothing. */
export async function buildCatalog({
  directory = catalogDirectory,
  architecture,
  mirror,
  cache,
  out,
  keyFile,
  release,
  apps,
}: BuildOptions): Promise<void> {
  const { name, publisher } = catalogTitleSchema.parse(parse(readFileSync(join(directory, 'catalog.yaml'), 'utf8')));
  const key = ensureSigningKey(keyFile ?? join(directory, '.keys/catalog.pem'));
  const build = async (builder: Parameters<typeof buildReleases>[1]) => {
    const sources = await step('read the apps', () => readApps(join(directory, 'apps'))).then((all) => choose(all, apps));
    const previous = findCatalog(out);
    const kept = release ? keepPublished(sources, previous, out) : [];
    const isKept = ({ manifest: { id, version } }: ReleaseSource) =>
      kept.some(({ manifest }) => manifest.id === id && manifest.version === version);
    const fresh = sources.filter((source) => !isKept(source));
    const built = await buildReleases(fresh, builder, baseFor(architecture), mirror);
    await step('write the catalog', () => {
      const catalog = renderCatalog({ name, publisher, architecture, releases: [...kept, ...built], now: new Date() }, previous);
      writeCatalog({ catalog, layout: layoutOf(builder), out, key });
      writeFileSync(`${out}.pub`, `${publicKeyOf(key)}\n`);
    });
  };
  await withBuilder(architecture, build, cache);
}

function choose(sources: ReleaseSource[], apps: readonly string[] | undefined): ReleaseSource[] {
  const missing = apps?.find((id) => !sources.some(({ manifest }) => manifest.id === id));
  if (missing !== undefined) throw new Error(`There is no app “${missing}”.`);
  return sources.filter(({ manifest }) => apps?.includes(manifest.id) ?? true);
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: { apps: text, arch: text, mirror: text, out: text, release: { type: 'boolean' } },
    allowPositionals: true,
  });
  const directory = resolve(positionals[0] ?? catalogDirectory);
  const architecture = values.arch === 'arm64' || values.arch === 'amd64' ? values.arch : nativeArchitecture;
  const out = values.out ?? join(directory, 'dist', architecture === nativeArchitecture ? 'catalog' : `catalog-${architecture}`);
  try {
    await buildCatalog({ directory, architecture, mirror: values.mirror, out, release: values.release, apps: values.apps?.split(',') });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
