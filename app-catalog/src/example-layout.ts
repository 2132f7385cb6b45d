import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogFile, CatalogImage } from '@percloud/contract/catalog';
import { manifestSchema } from '@percloud/contract/manifest';
import { inputsLabel } from './oci-layout.ts';
import { renderSbom } from './sbom.ts';

const text = (en: string) => ({ en, es: en, it: en });

/** For tests: an image of one small layer, as files of an OCI layout. */
export function writeExampleImage(layout: string, layer: string, inputs = ''): CatalogImage {
  mkdirSync(join(layout, 'blobs/sha256'), { recursive: true });
  const blob = (content: string) => {
    const hex = createHash('sha256').update(content).digest('hex');
    writeFileSync(join(layout, 'blobs/sha256', hex), content);
    return { mediaType: 'application/octet-stream', digest: `sha256:${hex}`, size: content.length };
  };
  const config = blob(JSON.stringify({ of: layer, config: { Labels: { [inputsLabel]: inputs } } }));
  const only = blob(layer);
  const manifest = blob(JSON.stringify({ schemaVersion: 2, config, layers: [only] }));
  return {
    ...{ manifest: manifest.digest, config: config.digest, sizeBytes: config.size + only.size },
    layers: [{ digest: only.digest, sizeBytes: only.size }],
    sbom: blob(JSON.stringify(renderSbom([], '13', config.digest))).digest,
  };
}

export const exampleManifest = (version: string) =>
  manifestSchema.parse({
    ...{ id: 'notes', version, title: text('Notes'), program: 'Notes 1', summary: text('Notes'), description: text('Notes') },
    ...{ category: 'write', slug: 'notes', color: '#123456' },
    services: { notes: { image: 'notes', user: '7009:7009', healthcheck: { tcp: 80 } } },
    web: { service: 'notes', port: 80 },
  });

export const exampleCatalog = (number: number, images: Record<string, CatalogImage>): CatalogFile => ({
  ...{
    format: 1,
    name: 'Example',
    publisher: { name: 'Somebody' },
    architecture: 'amd64',
    number,
    publishedAt: '2026-01-01T00:00:00.000Z',
  },
  apps: {
    notes: {
      releases: Object.entries(images).map(([version, image]) => ({
        manifest: exampleManifest(version),
        images: { notes: image },
        icon: '<svg/>',
        publishedAt: '2026-01-01T00:00:00.000Z',
      })),
    },
  },
});
