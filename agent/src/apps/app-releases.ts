import { Injectable } from '@nestjs/common';
import type { AppPackages, AppRelease } from '@percloud/contract/apps';
import { widened } from '@percloud/contract/permissions';
import { compare } from 'semver';
import { CatalogService } from '../catalog/catalog.service.ts';
import { Sboms } from '../catalog/sboms.ts';
import type { InstalledApp } from './app-records.ts';
import { AppView } from './app-view.ts';

/** Where an app can go from here, and what is in what it is now. */
@Injectable()
export class AppReleases {
  constructor(
    private readonly view: AppView,
    private readonly catalog: CatalogService,
    private readonly sboms: Sboms,
  ) {}

  /** Newest first; what each changes is told against the installed one, for that is what the owner agreed to. */
  async listNewer(app: InstalledApp): Promise<AppRelease[]> {
    const { manifest: installed } = await this.view.releaseOf(app);
    const newer = this.catalog.releasesFor(app).filter(({ manifest }) => compare(manifest.version, installed.version) > 0);
    return newer.map(({ manifest, publishedAt }) => ({
      version: manifest.version,
      publishedAt,
      releaseNotes: manifest.release_notes,
      widens: widened(installed, manifest),
      narrows: widened(manifest, installed),
      permissionsReason: manifest.permissions.reason,
    }));
  }

  async listPackages(app: InstalledApp): Promise<AppPackages[]> {
    const { images } = await this.view.releaseOf(app);
    return Promise.all(
      Object.entries(images).map(async ([image, known]) => ({ image, packages: await this.sboms.packagesOf(known, app.publisherKey) })),
    );
  }
}
