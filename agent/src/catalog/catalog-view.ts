import { statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { CatalogState } from '@percloud/contract/catalog';
import { Host } from '../host/host.module.ts';
import { CatalogService } from './catalog.service.ts';
import { ImagesService } from './images.service.ts';
import { layersBytes } from './releases.ts';

/** The catalog as the API shows it: what is offered, and what each app would still need of this machine. */
@Injectable()
export class CatalogView {
  constructor(
    private readonly host: Host,
    private readonly catalog: CatalogService,
    private readonly images: ImagesService,
  ) {}

  async state(): Promise<CatalogState> {
    const layersHere = await this.layersHere();
    const { bavail, bsize } = await statfs(this.host.dataDir);
    return {
      ...this.catalog.standing(),
      apps: this.catalog.entries().map((entry) => ({
        ...entry,
        missingBytes: layersBytes(this.catalog.getRelease(entry.id), layersHere),
      })),
      machine: { memoryBytes: totalmem(), freeMemoryBytes: freemem(), freeBytes: bavail * bsize },
    };
  }

  /** As far as the catalogs know them: Docker has no name for a layer as it is downloaded. */
  private async layersHere(): Promise<ReadonlySet<string>> {
    const here = await this.images.listHere();
    const images = this.catalog.allReleases().flatMap((release) => Object.values(release.images));
    return new Set(images.filter(({ config }) => here.has(config)).flatMap(({ layers }) => layers.map(({ digest }) => digest)));
  }
}
