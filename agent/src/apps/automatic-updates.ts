import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Operation } from '@percloud/contract/operations';
import type { ProblemCode } from '@percloud/contract/problems';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { AppRecords, type InstalledApp } from './app-records.ts';
import { AppView } from './app-view.ts';
import { AppsService } from './apps.service.ts';

/** Of the box's local time: from the first hour until before the second. */
const night = { from: 2, until: 5 };
const lookEveryMs = 30_000;
/** What only the night was to blame for is tried again in the next one. */
const againAfterMs = 12 * 3_600_000;

/** The Internet, the disk, the box: the release may be good. */
const passing: readonly string[] = ['image-unreachable', 'disk-full', 'docker-unavailable', 'caddy-unavailable'] satisfies ProblemCode[];

export const isNight = (now: Date) => now.getHours() >= night.from && now.getHours() < night.until;

/**
 * Whether a release is left alone until there is a newer one or somebody asks for it: it failed, or somebody cancelled it or went back from
 * it. `last`: the newest upgrade of the app to it.
 */
export function isHeldBack(last: Pick<Operation, 'status' | 'createdAt'> & { problem: { code: string } | null }, now: number): boolean {
  const wasPassing = last.status === 'failed' && passing.includes(last.problem?.code ?? '');
  return !wasPassing || Math.abs(now - Date.parse(last.createdAt)) < againAfterMs;
}

/** Where the owner wants it, an app is brought to its newest release at night. One that may do more waits for their yes. */
@Injectable()
export class AutomaticUpdates implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private atWork = false;

  constructor(
    private readonly records: AppRecords,
    private readonly view: AppView,
    private readonly apps: AppsService,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  /** One after the other: each rehearsal counts on the memory that is free. */
  private async look() {
    if (this.atWork) return;
    this.atWork = true;
    try {
      for (const app of await this.records.listInstalled()) if (isNight(new Date())) await this.updateQuietly(app);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'could not look for updates of apps');
    }
    this.atWork = false;
  }

  private async updateQuietly(app: InstalledApp) {
    try {
      // As it is by now: the one before may have taken an hour.
      const now = await this.records.findInstalled(app.id);
      if (now?.automaticUpdates) await this.update(now);
    } catch (error) {
      this.log.logger.warn({ app: app.id, causes: causes(error) }, 'an app was not updated by itself');
    }
  }

  private async update(app: InstalledApp) {
    const { update, status } = await this.view.of(app);
    if (!update || update.widens.length > 0 || status === 'busy' || status === 'broken') return;
    const last = await this.journal.findLastUpgrade(app.id, update.version);
    if (last && isHeldBack(last, Date.now())) return;
    const { id } = await this.apps.upgrade(app, { version: update.version, accept: [] }, undefined);
    await this.operations.ended(id);
  }
}
