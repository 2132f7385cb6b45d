import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { AppParts, appIdOf } from './app-parts.ts';
import { AppRecords } from './app-records.ts';
import { AppsService } from './apps.service.ts';
import { binDays } from './bin-app.operation.ts';
import { Staging } from './staging.ts';

const everyMs = 6 * 3_600_000;
const dayMs = 24 * 3_600_000;
const historyDays = 365;

/** What time alone makes superfluous: old snapshots, the bin's oldest apps, images nobody uses, staging of operations that never began. */
@Injectable()
export class TidyUp implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly parts: AppParts,
    private readonly records: AppRecords,
    private readonly apps: AppsService,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly staging: Staging,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap() {
    // Only now: while requests come in, an operation may have staged something and not yet begun.
    await this.staging.sweep((operation) => this.operations.isLive(operation));
    // Not at the start: a box without a battery may learn the time late, and a wrong date must not empty the bin.
    this.timer = setInterval(() => void this.tidy(), everyMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  private async tidy() {
    try {
      await this.journal.forgetBefore(new Date(Date.now() - historyDays * dayMs).toISOString());
      for (const app of await this.records.listInstalled()) {
        if (this.operations.findLiveOf(app.id)) continue;
        const id = appIdOf({ percloud: app.percloud, app: app.id, slug: app.slug });
        await this.operations.tend(app.id, () => this.parts.snapshots.prune(id, app.generation));
        const binEnds = app.inBinSince === null ? Number.POSITIVE_INFINITY : Date.parse(app.inBinSince) + binDays * dayMs;
        if (Date.now() > binEnds) await this.apps.delete(app, app.slug, undefined);
      }
      await this.parts.collectImages();
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'tidying up was left for later');
    }
  }
}
