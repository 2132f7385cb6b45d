import { type KeyObject, sign } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogFile } from '@percloud/contract/catalog';
import { blobPath, type LayoutImage, readImage, renderIndex } from './oci-layout.ts';

interface Publication {
  catalog: CatalogFile;
  /** An OCI layout that has the catalog's images: where they were built, or another catalog. */
  layout: string;
  /** Becomes the catalog: an OCI layout itself, with `catalog.json` and its signature. */
  out: string;
  key: KeyObject;
}

/** Writes a signed catalog. Blobs are linked, not copied, so variants for tests cost nothing; whoever spoils one replaces its file. */
export function writeCatalog({ catalog, layout, out, key }: Publication): void {
  const images = imagesOf(catalog, layout);
  const blobs = new Set(Object.values(images).flatMap((image) => [image.manifest, image.config, ...image.layers]));
  mkdirSync(join(out, 'blobs/sha256'), { recursive: true });
  for (const digest of blobs) ensureBlob(blobPath(layout, digest), blobPath(out, digest));
  replaceFile(join(out, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  replaceFile(join(out, 'index.json'), renderIndex(images));
  const bytes = Buffer.from(JSON.stringify(catalog, null, 1));
  replaceFile(join(out, 'catalog.json.sig'), signatureOf(bytes, key));
  replaceFile(join(out, 'catalog.json'), bytes);
  for (const hex of readdirSync(join(out, 'blobs/sha256'))) if (!blobs.has(`sha256:${hex}`)) rmSync(join(out, 'blobs/sha256', hex));
}

/** Base64 of Ed25519 over the exact bytes. */
export const signatureOf = (bytes: Buffer, key: KeyObject) => sign(null, bytes, key).toString('base64');

function imagesOf(catalog: CatalogFile, layout: string): Record<string, LayoutImage> {
  const images: Record<string, LayoutImage> = {};
  for (const [app, { releases }] of Object.entries(catalog.apps))
    for (const release of releases)
      for (const [name, image] of Object.entries(release.images))
        if (!image.registry) images[`${app}-${name}-${release.manifest.version}`] = readImage(layout, image.manifest);
  return images;
}

function ensureBlob(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    linkSync(source, target);
  } catch {
    // Another filesystem.
    copyFileSync(source, target);
  }
}

/** Whoever reads the catalog meanwhile sees the old file or the new one, never half of it. What is equal stays untouched. */
function replaceFile(path: string, content: string | Buffer): void {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return;
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
