import { Injectable } from '@nestjs/common';
import type { Release } from '@percloud/contract/catalog';
import type { SettingValues } from '@percloud/contract/settings-form';
import { AppParts, appIdOf } from '../apps/app-parts.ts';
import { carryOver } from '../apps/carry-over.ts';
import { CatalogService, type InstalledFrom } from '../catalog/catalog.service.ts';
import { Problem } from '../problem.ts';
import { knownRelease } from './known-release.ts';

/** An app as its percloud's rows tell of it. */
export interface Described extends InstalledFrom {
  /** Its id in the backup. */
  id: string;
  slug: string;
  settings: SettingValues;
}

/** Which release runs with an app's data from a backup, and with which settings. */
@Injectable()
export class BackedUpReleases {
  constructor(
    private readonly apps: AppParts,
    private readonly catalog: CatalogService,
  ) {}

  /** Throws `backup-release-unknown` where the box knows none. */
  async choose(percloud: string, app: Described, found: Release): Promise<{ release: Release; settings: SettingValues }> {
    const release = knownRelease(found, await this.frozenOf(percloud, app), this.catalog.releasesFor(app));
    if (!release) throw new Problem('backup-release-unknown', { values: { app: app.slug, version: found.manifest.version } });
    const isSame = release.manifest.version === found.manifest.version;
    return { release, settings: isSame ? app.settings : carryOver(app.settings, found.manifest, release.manifest) };
  }

  /** Now, and in its snapshots; of an app that is not here, none. */
  private async frozenOf(percloud: string, { id, slug }: Described): Promise<Release[]> {
    const installed = await this.apps.records.findInstalled(id);
    if (installed?.percloud !== percloud) return [];
    const input = { percloud, app: id, slug };
    const snapshots = await this.apps.snapshots.list(appIdOf(input));
    return Promise.all([
      this.apps.releaseOf(input, installed.generation),
      ...snapshots.map((snapshot) => this.apps.releaseOfSnapshot(input, snapshot.id)),
    ]);
  }
}
