import { buildAppImage, findAppImage, layoutOf } from './app-image.ts';
import type { ImageSource, ReleaseSource } from './app-tree.ts';
import { findMirrors } from './apt-sources.ts';
import type { Base } from './base-image.ts';
import type { Builder } from './builder.ts';
import type { BuiltRelease } from './render-catalog.ts';
import { ensureSbom } from './sbom.ts';
import { step } from './steps.ts';

/** Builds what of these releases is not built yet. `mirror` is where Debian comes from; default: where this machine's apt gets it. */
export async function buildReleases(
  sources: readonly ReleaseSource[],
  builder: Builder,
  base: Base,
  mirror?: string,
): Promise<BuiltRelease[]> {
  const missing = sources.flatMap(({ images }) => Object.values(images)).filter((image) => !findAppImage(image, builder, base.key));
  if (missing.length > 0) {
    const mirrors = mirror ? { main: mirror } : findMirrors();
    await step('build the base image', () => base.ensure(builder, mirrors));
    for (const image of new Map(missing.map((image) => [image.name + image.inputs, image])).values())
      await step(`build ${image.name}`, () => buildAppImage(image, builder, base.key));
  }
  return await step('list what is in the images', async () => {
    const releases: BuiltRelease[] = [];
    for (const source of sources) releases.push({ ...source, built: await builtImages(source.images, builder, base.key) });
    return releases;
  });
}

async function builtImages(images: Record<string, ImageSource>, builder: Builder, baseKey: string): Promise<BuiltRelease['built']> {
  const built: BuiltRelease['built'] = {};
  for (const [name, image] of Object.entries(images)) {
    const found = findAppImage(image, builder, baseKey);
    if (!found) throw new Error(`${image.name} was not built.`);
    const { manifest, config, sizeBytes, layers } = found;
    built[name] = { manifest, config, sizeBytes, layers, sbom: await ensureSbom(layoutOf(builder), found) };
  }
  return built;
}
