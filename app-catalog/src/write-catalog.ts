import { type KeyObject, sign } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CatalogFile, catalogFileSchema } from '@percloud/contract/catalog';
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
  const images = imagesOf(catalog, [out, layout]);
  const before = findCatalog(out);
  const blobs = blobsOf(catalog, images);
  mkdirSync(join(out, 'blobs/sha256'), { recursive: true });
  for (const digest of blobs) ensureBlob(blobPath(layout, digest), blobPath(out, digest));
  replaceFile(join(out, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  replaceFile(join(out, 'index.json'), renderIndex(images));
  const bytes = Buffer.from(JSON.stringify(catalog, null, 1));
  replaceFile(join(out, 'catalog.json.sig'), signatureOf(bytes, key));
  if (!replaceFile(join(out, 'catalog.json'), bytes)) return;
  // Somebody may be in the middle of downloading what was published before.
  const kept = new Set([...blobs, ...(before ? blobsOf(before, imagesOf(before, [out])) : [])]);
  for (const hex of readdirSync(join(out, 'blobs/sha256'))) if (!kept.has(`sha256:${hex}`)) rmSync(join(out, 'blobs/sha256', hex));
}

/** What is published in a directory, if it is of the format of today. */
export function findCatalog(directory: string): CatalogFile | undefined {
  const file = join(directory, 'catalog.json');
  return existsSync(file) ? catalogFileSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
}

/** Base64 of Ed25519 over the exact bytes. */
const signatureOf = (bytes: Buffer, key: KeyObject) => sign(null, bytes, key).toString('base64');

/** Each from the first of the layouts that has it: what was published before need not be built. */
function imagesOf(catalog: CatalogFile, layouts: readonly [string, ...string[]]): Record<string, LayoutImage> {
  const images: Record<string, LayoutImage> = {};
  for (const [app, { releases }] of Object.entries(catalog.apps))
    for (const release of releases)
      for (const [name, image] of Object.entries(release.images))
        if (!image.registry) {
          const layout = layouts.find((directory) => existsSync(blobPath(directory, image.manifest))) ?? layouts[0];
          images[`${app}-${name}-${release.manifest.version}`] = readImage(layout, image.manifest);
        }
  return images;
}

const blobsOf = ({ apps }: CatalogFile, images: Record<string, LayoutImage>) =>
  new Set([
    ...Object.values(apps).flatMap(({ releases }) => releases.flatMap((release) => Object.values(release.images).map(({ sbom }) => sbom))),
    ...Object.values(images).flatMap(({ manifest, config, layers }) => [manifest, config, ...layers.map(({ digest }) => digest)]),
  ]);

function ensureBlob(source: string, target: string): void {
  if (existsSync(target)) return;
  try {
    linkSync(source, target);
  } catch {
    // Another filesystem.
    copyFileSync(source, target);
  }
}

/** Whoever reads the catalog meanwhile sees the old file or the new one, never half of it. What is equal stays untouched: false. */
function replaceFile(path: string, content: string | Buffer): boolean {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return false;
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
  return true;
}
