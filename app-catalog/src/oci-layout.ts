import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestSchema } from '@percloud/contract/words';
import { z } from 'zod';

const referenceKey = 'org.opencontainers.image.ref.name';
const descriptorSchema = z.looseObject({ mediaType: z.string(), digest: digestSchema, size: z.number().int() });
const indexSchema = z.looseObject({
  manifests: z.array(descriptorSchema.extend({ annotations: z.record(z.string(), z.string()).optional() })),
});
const configSchema = z.looseObject({ config: z.looseObject({ Labels: z.record(z.string(), z.string()).nullish() }) });
const imageManifestSchema = z.looseObject({ config: descriptorSchema, layers: z.array(descriptorSchema) });

/** An image in an OCI layout (opencontainers/image-spec, image-layout.md). */
export interface LayoutImage {
  manifest: string;
  manifestSizeBytes: number;
  config: string;
  /** From the lowest up. */
  layers: { digest: string; sizeBytes: number }[];
  /** Config and layers. */
  sizeBytes: number;
}

/** Says in an image from which inputs it was built. */
export const inputsLabel = 'org.percloud.inputs';

export const blobPath = (layout: string, digest: string) => join(layout, 'blobs', digest.replace(':', '/'));

export function findImage(layout: string, reference: string): LayoutImage | undefined {
  const indexFile = join(layout, 'index.json');
  if (!existsSync(indexFile)) return undefined;
  const index = indexSchema.parse(JSON.parse(readFileSync(indexFile, 'utf8')));
  const entry = index.manifests.find(({ annotations }) => annotations?.[referenceKey] === reference);
  return entry && readImage(layout, entry.digest);
}

export function readImage(layout: string, manifest: string): LayoutImage {
  const bytes = readFileSync(blobPath(layout, manifest));
  const { config, layers } = imageManifestSchema.parse(JSON.parse(bytes.toString()));
  return {
    manifest,
    manifestSizeBytes: bytes.length,
    config: config.digest,
    layers: layers.map(({ digest, size }) => ({ digest, sizeBytes: size })),
    sizeBytes: [config, ...layers].reduce((sum, { size }) => sum + size, 0),
  };
}

/** What an image was built from, if it says so. */
export function inputsOf(layout: string, config: string): string | undefined {
  return configSchema.parse(JSON.parse(readFileSync(blobPath(layout, config), 'utf8'))).config.Labels?.[inputsLabel];
}

/** `index.json` for images under their names. */
export const renderIndex = (images: Record<string, LayoutImage>) =>
  JSON.stringify({
    schemaVersion: 2,
    manifests: Object.entries(images).map(([name, image]) => ({
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: image.manifest,
      size: image.manifestSizeBytes,
      annotations: { [referenceKey]: name },
    })),
  });
