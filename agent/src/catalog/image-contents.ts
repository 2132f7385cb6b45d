import { digestSchema } from '@percloud/contract/words';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import type { Blob } from './blob-source.ts';

const descriptorSchema = z.object({ digest: digestSchema, size: z.number().int().nonnegative() });
const manifestSchema = z.object({ config: descriptorSchema, layers: z.array(descriptorSchema).max(127) });
const configSchema = z.object({ rootfs: z.object({ diff_ids: z.array(digestSchema) }) });

const configLimitBytes = 4 * 1024 ** 2;

export interface Layer extends Blob {
  sizeBytes: number;
  /** Digest of what is in it, uncompressed: what Docker knows it by. */
  diffId: string;
}

/** An OCI or Docker manifest, already verified by its digest: config, and layers without their diff ids. */
export function parseManifest(text: string, config: string): { config: Blob; layers: { digest: string; sizeBytes: number }[] } {
  const manifest = parse(manifestSchema, text);
  if (manifest.config.digest !== config || manifest.config.size > configLimitBytes) throw damaged('the manifest has another config');
  const blobs = manifest.layers.map(({ digest, size }) => ({ digest, sizeBytes: size }));
  return { config: { digest: config, sizeBytes: manifest.config.size }, layers: blobs };
}

/** The layers of a manifest with what its config calls them. */
export function namedLayers(layers: { digest: string; sizeBytes: number }[], configText: string): Layer[] {
  const { diff_ids } = parse(configSchema, configText).rootfs;
  if (diff_ids.length !== layers.length) throw damaged('manifest and config have different numbers of layers');
  return layers.map((layer, index) => ({ ...layer, diffId: diff_ids[index] ?? '' }));
}

/**
 * Those that Docker does not have. It knows a layer only together with all below it, so what counts is the longest common beginning
 * with any local image; `docker load` then does without their files.
 */
export function missingLayers(layers: readonly Layer[], localImages: readonly { layers: readonly string[] }[]): Layer[] {
  const shared = (local: readonly string[]) => {
    const end = layers.findIndex(({ diffId }, index) => local[index] !== diffId);
    return end === -1 ? layers.length : end;
  };
  return layers.slice(Math.max(0, ...localImages.map((image) => shared(image.layers))));
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Problem('image-damaged', { cause });
  }
}

const damaged = (what: string) => new Problem('image-damaged', { cause: new Error(what) });
