import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { CatalogFile, CatalogImage, Release } from '@percloud/contract/catalog';
import { manifestSchema } from '@percloud/contract/manifest';
import { pack } from 'tar-stream';
import { architecture } from '../../src/catalog/verify-catalog.ts';
import { collect } from '../../src/catalog/web.ts';

export const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export interface Publisher {
  privateKey: KeyObject;
  /** Raw, base64: as in host.json. */
  publicKey: string;
}

export function newPublisher(): Publisher {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64') };
}

/** A layer with one file of random bytes, as large compressed as not. */
export async function makeLayer(sizeBytes: number, name = `${randomBytes(4).toString('hex')}.bin`) {
  const archive = pack();
  archive.entry({ name, mtime: new Date(0) }, randomBytes(sizeBytes));
  archive.finalize();
  const tar = await collect(Readable.from(archive), sizeBytes + 100_000);
  return { diffId: digestOf(tar), bytes: gzipSync(tar, { level: 1 }) };
}
export type TestLayer = Awaited<ReturnType<typeof makeLayer>>;

const aPackage = { type: 'library', name: 'dash', version: '0.5.12-12', purl: 'pkg:deb/debian/dash@0.5.12-12' };

/** Writes an image's blobs into a catalog's directory. */
export async function makeImage(directory: string, layers: TestLayer[]): Promise<CatalogImage> {
  const write = async (bytes: Buffer) => {
    const digest = digestOf(bytes);
    await mkdir(`${directory}/blobs/sha256`, { recursive: true });
    await writeFile(`${directory}/blobs/sha256/${digest.slice(7)}`, bytes);
    return { digest, size: bytes.length };
  };
  const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
  const config = await write(
    Buffer.from(
      JSON.stringify({ architecture: architecture(), os: 'linux', config: { Labels: { test: randomBytes(8).toString('hex') } }, rootfs }),
    ),
  );
  const written = await Promise.all(layers.map(({ bytes }) => write(bytes)));
  const type = 'application/vnd.oci.image';
  const manifest = await write(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: `${type}.manifest.v1+json`,
        config: { mediaType: `${type}.config.v1+json`, ...config },
        layers: written.map((layer) => ({ mediaType: `${type}.layer.v1.tar+gzip`, ...layer })),
      }),
    ),
  );
  const sbom = await write(Buffer.from(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components: [aPackage] })));
  return {
    ...{ manifest: manifest.digest, config: config.digest, sbom: sbom.digest },
    sizeBytes: written.reduce((sum, { size }) => sum + size, config.size),
    layers: written.map(({ digest, size }) => ({ digest, sizeBytes: size })),
  };
}

/** For tests that download nothing: an image that is nowhere. */
export const noImage: CatalogImage = {
  ...{ manifest: `sha256:${'a'.repeat(64)}`, config: `sha256:${'b'.repeat(64)}`, sbom: `sha256:${'c'.repeat(64)}` },
  ...{ sizeBytes: 1000, layers: [{ digest: `sha256:${'d'.repeat(64)}`, sizeBytes: 1000 }] },
};

const text = (en: string) => ({ en, es: en, it: en });

export const makeRelease = (version: string, images: Record<string, CatalogImage>, id = 'sample'): Release => ({
  manifest: manifestSchema.parse({
    id,
    version,
    title: text('Sample'),
    program: `Sample ${version}`,
    summary: text('For tests'),
    description: text('For tests'),
    category: 'test',
    slug: 'sample',
    color: '#0f6b6b',
    services: Object.fromEntries(Object.keys(images).map((image) => [image, { image, user: '7001:7001', healthcheck: { tcp: 80 } }])),
    web: { service: Object.keys(images)[0], port: 80 },
  }),
  images,
  icon: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  publishedAt: '2026-11-01T00:00:00Z',
});

/** Writes and signs `catalog.json`. */
export async function publish(
  directory: string,
  publisher: Publisher,
  number: number,
  releases: Release[],
  change: Partial<CatalogFile> = {},
) {
  const apps = Object.fromEntries(
    releases.map(({ manifest: { id } }) => [id, { releases: releases.filter(({ manifest }) => manifest.id === id) }]),
  );
  const said = { format: 1, name: 'Tests', publisher: { name: 'Tests' }, publishedAt: '2026-11-01T00:00:00Z' };
  const file = { ...said, architecture: architecture(), number, apps, ...change };
  const bytes = Buffer.from(JSON.stringify(file));
  await mkdir(directory, { recursive: true });
  await writeFile(`${directory}/catalog.json`, bytes);
  await writeFile(`${directory}/catalog.json.sig`, `${sign(null, bytes, publisher.privateKey).toString('base64')}\n`);
}
