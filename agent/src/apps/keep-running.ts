import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { durationMs, type Manifest } from '@percloud/contract/manifest';
import { Changes } from '../events/changes.ts';
import { DockerEngine } from '../gateways/docker.ts';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { Routes } from '../routes/routes.service.ts';
import { AppParts } from './app-parts.ts';
import { AppRecords, type InstalledApp } from './app-records.ts';
import { isHealthy } from './health.ts';
import { networkName } from './render-containers.ts';
import { RunningState } from './running-state.ts';

/** Services say how often they want to be looked at; more often than this nobody is. */
const lookEveryMs = 10_000;
/** One that is not well. */
const illEveryMs = 5_000;
/** A crashing app is started again after 1 s, 2 s, 4 s … at most this. */
const longestPauseMs = 5 * 60_000;
const longestKeptMs = 3_600_000;

/** Times by the clock that is never set: a box without a battery learns the time late, in one leap. */
interface Watched {
  starts: number;
  /** When it was started again lately, since somebody last did something with it. */
  restartedAt: number[];
  notBefore: number;
  healthy: boolean;
  misses: number;
  lookedAt: number;
  starting: boolean;
}

/** Docker never restarts an app by itself; the agent starts what should run, and looks whether it is well. */
@Injectable()
export class KeepRunning implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly watched = new Map<string, Watched>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly records: AppRecords,
    private readonly parts: AppParts,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly running: RunningState,
    private readonly docker: DockerEngine,
    private readonly routes: Routes,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.running.looked.subscribe(() => void this.lookAtAll());
    this.running.back.subscribe(() => this.routes.publishSoon());
    this.timer = setInterval(() => void this.lookAtAll(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    this.closed = true;
    clearInterval(this.timer);
  }

  /** Whether the last look at the app found it well. */
  isWell(app: string) {
    return this.watched.get(app)?.healthy ?? true;
  }

  isStarting(app: string) {
    return this.watched.get(app)?.starting ?? false;
  }

  /** How often it ended by itself within that time and was started again. */
  restartsOf(app: string, withinMs: number) {
    return recent(this.watched.get(app)?.restartedAt ?? [], withinMs).length;
  }

  private async lookAtAll() {
    if (this.closed) return;
    try {
      const apps = await this.records.listInstalled();
      for (const id of this.watched.keys()) if (!apps.some((app) => app.id === id)) this.watched.delete(id);
      await Promise.all(apps.filter((app) => !app.inBinSince && app.desired === 'running').map((app) => this.lookAt(app)));
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'could not look after the apps');
    }
  }

  private async lookAt(app: InstalledApp) {
    if (this.operations.findLiveOf(app.id)) {
      const known = this.watched.get(app.id);
      if (known) known.restartedAt = [];
      return;
    }
    // Half of a newer release may still lie over its data: first it has to be cleaned up.
    if ((await this.journal.findLastOf(app.id))?.status === 'undo-failed') return;
    const watched = this.watched.get(app.id) ?? {
      starts: 0,
      restartedAt: [],
      notBefore: 0,
      healthy: true,
      misses: 0,
      lookedAt: Number.NEGATIVE_INFINITY,
      starting: false,
    };
    this.watched.set(app.id, watched);
    const { manifest } = await this.parts.releaseOf({ percloud: app.percloud, app: app.id, slug: app.slug }, app.generation);
    const up = this.running.ofGeneration(app.id, app.generation).filter(({ State }) => State === 'running');
    if (up.length < Object.keys(manifest.services).length) await this.startAgain(app, watched);
    else await this.lookAtHealth(app, manifest, watched);
  }

  private async startAgain(app: InstalledApp, watched: Watched) {
    if (watched.starting || performance.now() < watched.notBefore) return;
    watched.starting = true;
    this.changes.say({ kind: 'app', id: app.id });
    watched.starts += 1;
    watched.restartedAt = [...recent(watched.restartedAt, longestKeptMs), performance.now()];
    watched.notBefore = performance.now() + Math.min(1_000 * 2 ** Math.min(watched.starts, 10), longestPauseMs);
    this.log.logger.info({ app: app.id, starts: watched.starts }, 'starting an app that should run');
    try {
      const input = { percloud: app.percloud, app: app.id, slug: app.slug };
      await this.operations.tend(app.id, (signal) => this.parts.startAgain({ id: 'kept-running', input }, app.generation, signal));
      watched.healthy = true;
    } catch (error) {
      watched.healthy = false;
      this.log.logger.warn({ app: app.id, causes: causes(error) }, 'an app did not start');
    }
    watched.starting = false;
    this.changes.say({ kind: 'app', id: app.id });
    setTimeout(() => void this.lookAtAll(), Math.max(watched.notBefore - performance.now(), 0) + 50).unref();
  }

  private async lookAtHealth(app: InstalledApp, manifest: Manifest, watched: Watched) {
    const checks = Object.values(manifest.services).map((service) => service.healthcheck);
    const interval = Math.min(...checks.map((check) => durationMs(check.interval)));
    // Who waits for an app that was not well hears soon that it is.
    if (performance.now() - watched.lookedAt < (watched.healthy ? interval : Math.min(interval, illEveryMs))) return;
    watched.lookedAt = performance.now();
    const network = networkName(this.parts.boxId, app.id);
    const looks = await Promise.all(
      this.running.ofGeneration(app.id, app.generation).map(async (container) => {
        const service = manifest.services[container.Labels['org.percloud.service'] ?? ''];
        const address = container.NetworkSettings.Networks[network]?.IPAddress;
        if (!service || !address) return false;
        const signal = AbortSignal.timeout(durationMs(service.healthcheck.timeout));
        return isHealthy(this.docker, container.Id, address, service.healthcheck, signal).catch(() => false);
      }),
    );
    const retries = Math.max(...checks.map((check) => check.retries));
    watched.misses = looks.every(Boolean) ? 0 : watched.misses + 1;
    if (watched.misses === 0) watched.starts = 0;
    const healthy = watched.misses < retries;
    if (healthy === watched.healthy) return;
    watched.healthy = healthy;
    this.changes.say({ kind: 'app', id: app.id });
    if (healthy) await this.routes.publish();
  }
}

const recent = (times: readonly number[], withinMs: number) => times.filter((at) => performance.now() - at < withinMs);
