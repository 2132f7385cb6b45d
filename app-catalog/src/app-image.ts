import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSource } from './app-tree.ts';
import { currentBase } from './base-image.ts';
import { type Builder, buildImage, exportImage } from './builder.ts';
import { copyNormalized, inputHash } from './input-hash.ts';
import { findImage, inputsLabel, type LayoutImage } from './oci-layout.ts';

/** The OCI layout all images are built into. */
export const layoutOf = (builder: Builder) => join(builder.cache, 'layout');

const referenceOf = (source: ImageSource, builder: Builder, baseKey: string) =>
  `${source.name}-${inputHash({ inputs: source.inputs, baseKey, architecture: builder.architecture })}`;

export const findAppImage = (source: ImageSource, builder: Builder, baseKey: string): LayoutImage | undefined =>
  findImage(layoutOf(builder), referenceOf(source, builder, baseKey));

export async function buildAppImage(source: ImageSource, builder: Builder, baseKey: string): Promise<LayoutImage> {
  const reference = referenceOf(source, builder, baseKey);
  const context = join(builder.cache, 'context');
  rmSync(context, { recursive: true, force: true });
  mkdirSync(context, { recursive: true });
  for (const rootfs of source.rootfs) copyNormalized(rootfs, context);
  const { name, containerfile } = source;
  await buildImage(builder, { name, containerfile, context, from: currentBase, labels: { [inputsLabel]: source.inputs } });
  await exportImage(builder, source.name, layoutOf(builder), reference);
  rmSync(context, { recursive: true });
  const image = findImage(layoutOf(builder), reference);
  if (!image) throw new Error(`${source.name} was built but is not in ${layoutOf(builder)}.`);
  return image;
}
