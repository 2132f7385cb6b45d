import { isDeepStrictEqual } from 'node:util';
import type { CatalogFile, CatalogImage } from '@percloud/contract/catalog';
import { packagesOf, sbomSchema } from '@percloud/contract/sbom';
import { Problem } from '../problem.ts';
import { AuditedBlobs } from './audited-blobs.ts';
import { blobsAt, sourceOf } from './blob-source.ts';
import { namedLayers, parseManifest } from './image-contents.ts';
import { readCatalog } from './read-catalog.ts';
import { openCatalog } from './verify-catalog.ts';

/** Something wrong with a file of a catalog, for who publishes it. */
export interface CatalogFault {
  file: string;
  message: string;
}

export interface CatalogAudit {
  /** Null where it can't be trusted or understood: nothing else was looked at then. */
  file: CatalogFile | null;
  /** Read and compared with their names. */
  blobs: number;
  bytes: number;
  faults: CatalogFault[];
}

const limitBytes = 16 * 1024 ** 2;
const dayMs = 86_400_000;
const ofSignature = ['catalog-unsigned', 'catalog-key-differs'];

/** Reads all of a catalog, as a box would that installs every app of it, and tells all that is wrong. */
export async function auditCatalog(address: string, publicKey: string, signal: AbortSignal): Promise<CatalogAudit> {
  const opened = await openCatalogAt(address, publicKey, signal);
  if ('message' in opened) return { file: null, blobs: 0, bytes: 0, faults: [opened] };
  const blobs = new AuditedBlobs(signal);
  for (const { releases } of Object.values(opened.apps))
    for (const { images } of releases) for (const image of Object.values(images)) await auditImage(image, address, blobs);
  return { file: opened, blobs: blobs.count, bytes: blobs.bytes, faults: [...faultsOf(opened, Date.now()), ...blobs.faults] };
}

async function openCatalogAt(address: string, publicKey: string, signal: AbortSignal): Promise<CatalogFile | CatalogFault> {
  try {
    return openCatalog(await readCatalog(address, limitBytes, signal), publicKey);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'catalog-bad-address') throw error;
    const { title, detail } = error.toDocument();
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    return {
      file: ofSignature.includes(error.code) ? 'catalog.json.sig' : 'catalog.json',
      message: [detail ?? title, cause].filter((part) => part !== undefined).join(' '),
    };
  }
}

/** What catalog.json says that can't be meant. */
export function faultsOf({ number, apps }: CatalogFile, nowMs: number): CatalogFault[] {
  const twice = Object.entries(apps).flatMap(([id, { releases }]) => {
    const versions = releases.map(({ manifest }) => manifest.version);
    return versions.filter((version, index) => versions.indexOf(version) !== index).map((version) => `${id} ${version} is in it twice`);
  });
  const early =
    number * 1_000 > nowMs + dayMs
      ? [`its number ${number} is a time in the future: whatever is published before then would be refused`]
      : [];
  return [...twice, ...early].map((message) => ({ file: 'catalog.json', message }));
}

async function auditImage(image: CatalogImage, address: string, blobs: AuditedBlobs) {
  const source = sourceOf(image, address);
  const layersBytes = image.layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const manifest = await blobs.check({ digest: image.manifest, sizeBytes: null }, source);
  const config = await blobs.check({ digest: image.config, sizeBytes: image.sizeBytes - layersBytes }, source);
  for (const layer of image.layers) await blobs.check(layer, source);
  if (manifest !== null && config !== null) {
    const wrong = contradiction(image, manifest, config);
    if (wrong) blobs.fault({ digest: image.manifest }, wrong);
  }
  const sbom = await blobs.check({ digest: image.sbom, sizeBytes: null }, blobsAt(address));
  if (sbom !== null && !listsPackages(sbom)) blobs.fault({ digest: image.sbom }, 'is no CycloneDX list of Debian packages');
}

function contradiction(image: CatalogImage, manifest: string, config: string): string | undefined {
  try {
    const { layers } = parseManifest(manifest, image.config);
    namedLayers(layers, config);
    return isDeepStrictEqual(layers, image.layers) ? undefined : 'has other layers than catalog.json says';
  } catch (error) {
    return `is no manifest of the image in catalog.json (${error instanceof Error && error.cause instanceof Error ? error.cause.message : error})`;
  }
}

function listsPackages(text: string): boolean {
  try {
    return packagesOf(sbomSchema.parse(JSON.parse(text))).length > 0;
  } catch {
    return false;
  }
}
