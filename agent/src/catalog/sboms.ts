import { copyFile, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { CatalogImage, Release } from '@percloud/contract/catalog';
import { packagesOf, type Sbom, sbomSchema } from '@percloud/contract/sbom';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { Log } from '../log/log.ts';
import { causes, Problem } from '../problem.ts';
import { blobsAt, hexOf } from './blob-source.ts';
import { Blobs } from './blobs.ts';
import { CatalogService } from './catalog.service.ts';

/** Debian as a whole has three times as many. */
const mostComponents = 20_000;

/** What is inside images: lists of packages, verified by their digests, kept beside the apps so that they can be read without a catalog. */
@Injectable()
export class Sboms {
  private readonly directory: string;

  constructor(
    host: Host,
    private readonly blobs: Blobs,
    private readonly catalog: CatalogService,
    private readonly log: Log,
  ) {
    this.directory = paths(host).sboms;
  }

  /** Of an app that is being installed. It runs as well without. */
  async keep({ images }: Release, publisherKey: string | null, signal: AbortSignal) {
    try {
      for (const image of Object.values(images)) await this.obtain(image, publisherKey, signal);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'list of packages not kept');
    }
  }

  async packagesOf(image: CatalogImage, publisherKey: string | null) {
    return packagesOf(parse(await readFile(await this.obtain(image, publisherKey, AbortSignal.timeout(30_000)), 'utf8')));
  }

  async collect(keep: Iterable<string>) {
    const kept = new Set([...keep].map(hexOf));
    for (const name of await readdir(this.directory).catch(() => []))
      if (!kept.has(name)) await rm(`${this.directory}/${name}`, { force: true });
  }

  /** Its path. The catalog has it, also where the image lies in a registry. */
  private async obtain({ sbom }: CatalogImage, publisherKey: string | null, signal: AbortSignal): Promise<string> {
    const path = `${this.directory}/${hexOf(sbom)}`;
    await mkdir(this.directory, { recursive: true });
    if ((await readdir(this.directory)).includes(hexOf(sbom))) return path;
    const blob = await this.blobs.obtain({ digest: sbom, sizeBytes: null }, blobsAt(this.catalog.getAddress(publisherKey)), { signal });
    await copyFile(blob, `${path}.partial`);
    await rename(`${path}.partial`, path);
    await this.blobs.remove([sbom]);
    return path;
  }
}

function parse(text: string): Sbom {
  try {
    return sbomSchema.refine(({ components }) => components.length <= mostComponents).parse(JSON.parse(text));
  } catch (cause) {
    throw new Problem('catalog-not-understood', { cause });
  }
}
