import { Injectable } from '@nestjs/common';
import type { App, AppDetail } from '@percloud/contract/apps';
import type { Release } from '@percloud/contract/catalog';
import { sizeBytes } from '@percloud/contract/manifest';
import type { Operation } from '@percloud/contract/operations';
import { permissionsOf, widened } from '@percloud/contract/permissions';
import { CatalogService } from '../catalog/catalog.service.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { AppNames } from './app-names.ts';
import { AppParts } from './app-parts.ts';
import { AppRecords, type InstalledApp } from './app-records.ts';
import { KeepRunning } from './keep-running.ts';
import { RunningState } from './running-state.ts';

/** Apps as the API shows them: rows, the frozen release, what Docker told last, what is going on. */
@Injectable()
export class AppView {
  constructor(
    private readonly records: AppRecords,
    private readonly parts: AppParts,
    private readonly names: AppNames,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly running: RunningState,
    private readonly keepRunning: KeepRunning,
    private readonly catalog: CatalogService,
    private readonly snapshots: Snapshots,
  ) {}

  async of(app: InstalledApp): Promise<App> {
    const release = await this.releaseOf(app);
    const { manifest } = release;
    const url = this.names.urlOf(this.names.hostOf(await this.names.percloudSlug(app.percloud), app.slug));
    const live = this.operations.findLiveOf(app.id);
    const last = live ? undefined : await this.journal.findLastOf(app.id);
    return {
      id: app.id,
      percloud: app.percloud,
      slug: app.slug,
      catalogApp: app.catalogApp,
      version: manifest.version,
      title: manifest.title,
      program: manifest.program,
      summary: manifest.summary,
      color: manifest.color,
      hidden: manifest.hidden,
      status: this.statusOf(app, release, live, last?.status),
      operation: live?.id ?? null,
      url,
      openUrl: `${url}${manifest.web.open}`,
      generation: app.generation,
      update: app.inBinSince ? null : this.updateOf(app, release),
      channel: app.channel,
      automaticUpdates: app.automaticUpdates,
      publisher: this.catalog.publisherOf(app),
      devices: manifest.web.devices !== undefined,
      installedAt: app.installedAt,
      inBinSince: app.inBinSince,
      deletedAt: null,
      lastProblem:
        last?.problem && last.status !== 'succeeded' && last.status !== 'cancelled'
          ? {
              operation: last.id,
              kind: last.kind,
              version: last.subject.version,
              problem: last.problem,
              at: last.endedAt ?? last.createdAt,
            }
          : null,
    };
  }

  async detailOf(app: InstalledApp): Promise<AppDetail> {
    const { manifest } = await this.releaseOf(app);
    const id = { percloud: app.percloud, id: app.id };
    const containers = this.running.ofGeneration(app.id, app.generation);
    return {
      ...(await this.of(app)),
      settingsForm: manifest.settings,
      settings: await this.records.settingsOf(app.id, app.generation),
      secretsSet: await this.parts.generations.secretsSet(id, app.generation, manifest),
      permissions: permissionsOf(manifest),
      snapshots: await this.snapshots.list(id),
      services: Object.entries(manifest.services).map(([name, service]) => {
        const state = containers.find(({ Labels }) => Labels['org.percloud.service'] === name)?.State ?? 'absent';
        return { name, state, health: this.healthOf(app.id, state), memoryLimitBytes: sizeBytes(service.mem_limit) };
      }),
    };
  }

  releaseOf(app: InstalledApp): Promise<Release> {
    return this.parts.releaseOf({ percloud: app.percloud, app: app.id, slug: app.slug }, app.generation);
  }

  private statusOf(app: InstalledApp, { manifest }: Release, live: Operation | undefined, last: string | undefined): App['status'] {
    if (live) return 'busy';
    if (last === 'undo-failed') return 'broken';
    if (app.inBinSince) return 'in-bin';
    if (app.desired === 'stopped') return 'stopped';
    if (this.keepRunning.isStarting(app.id)) return 'starting';
    const up = this.running.ofGeneration(app.id, app.generation).filter(({ State }) => State === 'running');
    if (up.length < Object.keys(manifest.services).length || !this.keepRunning.isWell(app.id)) return 'unhealthy';
    return 'running';
  }

  private healthOf(app: string, state: string) {
    if (state !== 'running') return 'none' as const;
    if (this.keepRunning.isStarting(app)) return 'starting' as const;
    return this.keepRunning.isWell(app) ? ('healthy' as const) : ('unhealthy' as const);
  }

  private updateOf(app: InstalledApp, { manifest }: Release): App['update'] {
    const newer = this.catalog.updateFor(app, manifest.version)?.manifest;
    if (!newer) return null;
    return { version: newer.version, widens: widened(manifest, newer), releaseNotes: newer.release_notes };
  }
}
