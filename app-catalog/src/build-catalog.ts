import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { arch } from 'node:process';
import { parseArgs } from 'node:util';
import { buildAppImage, findAppImage, layoutOf } from './app-image.ts';
import { type ReleaseSource, readApps } from './app-tree.ts';
import { findMirrors } from './apt-sources.ts';
import { readBase } from './base-image.ts';
import type { Architecture, Builder } from './builder.ts';
import { withLock } from './lock.ts';
import { type BuiltRelease, renderCatalog } from './render-catalog.ts';
import { ensureSbom } from './sbom.ts';
import { ensureSigningKey, publicKeyOf } from './signing-key.ts';
import { step } from './steps.ts';
import { findCatalog, writeCatalog } from './write-catalog.ts';

const home = join(import.meta.dirname, '..');

interface BuildOptions {
  architecture: Architecture;
  /** Where Debian comes from; default: where this machine's apt gets it. */
  mirror?: string;
  apps?: string;
  cache?: string;
  out: string;
  keyFile?: string;
  /** Builds everything anew, from what Debian has today. */
  refresh?: boolean;
}

/** Builds what changed and publishes it as a signed catalog in `out`. Running it again with nothing changed writes nothing. */
export function buildCatalog(options: BuildOptions): Promise<void> {
  const cache = options.cache ?? join(home, 'dist/.cache', options.architecture);
  return withLock(`${cache}.lock`, async () => {
    if (options.refresh) rmSync(cache, { recursive: true, force: true });
    await buildAndPublish({ architecture: options.architecture, cache, buildFiles: join(cache, 'build-files') }, options);
  });
}

async function buildAndPublish(builder: Builder, { architecture, mirror, out, ...options }: BuildOptions): Promise<void> {
  const base = readBase(join(home, 'base'), architecture);
  const sources = await step('read the apps', () => readApps(options.apps ?? join(home, 'apps')));

  const missing = sources.flatMap(({ images }) => Object.values(images)).filter((image) => !findAppImage(image, builder, base.key));
  if (missing.length > 0) {
    const mirrors = mirror ? { main: mirror } : findMirrors();
    await step('build the base image', () => base.ensure(builder, mirrors));
    for (const image of new Map(missing.map((image) => [image.name + image.inputs, image])).values())
      await step(`build ${image.name}`, () => buildAppImage(image, builder, base.key));
  }

  await step('write the catalog', async () => {
    const key = ensureSigningKey(options.keyFile ?? join(home, '.keys/catalog.pem'));
    const releases: BuiltRelease[] = [];
    for (const source of sources) releases.push(await withImages(source, builder, base.key));
    const publisher = { name: 'Percloud' };
    const catalog = renderCatalog({ name: 'Percloud', publisher, architecture, releases, now: new Date() }, findCatalog(out));
    writeCatalog({ catalog, layout: layoutOf(builder), out, key });
    writeFileSync(`${out}.pub`, `${publicKeyOf(key)}\n`);
  });
}

async function withImages(source: ReleaseSource, builder: Builder, baseKey: string): Promise<BuiltRelease> {
  const built: BuiltRelease['built'] = {};
  for (const [name, image] of Object.entries(source.images)) {
    const found = findAppImage(image, builder, baseKey);
    if (!found) throw new Error(`${image.name} was not built.`);
    const { manifest, config, sizeBytes, layers } = found;
    built[name] = { manifest, config, sizeBytes, layers, sbom: await ensureSbom(layoutOf(builder), found) };
  }
  return { ...source, built };
}

if (import.meta.main) {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { arch: text, mirror: text, out: text, refresh: { type: 'boolean' } } });
  const native = arch === 'arm64' ? 'arm64' : 'amd64';
  const architecture = values.arch === 'arm64' || values.arch === 'amd64' ? values.arch : native;
  const out = values.out ?? join(home, 'dist', architecture === native ? 'catalog' : `catalog-${architecture}`);
  try {
    await buildCatalog({ architecture, mirror: values.mirror, out, refresh: values.refresh });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
