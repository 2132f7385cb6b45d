import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { ContainerInfo } from 'dockerode';
import { Subject } from 'rxjs';
import { Changes } from '../events/changes.ts';
import { DockerEngine } from '../gateways/docker.ts';
import { latest } from '../latest.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';

const settleMs = 30;
const lookAgainMs = 700;
const reconnectMs = 500;

/** What runs, as Docker told it last: kept fresh by Docker's own events, so that a page never waits for dockerd. */
@Injectable()
export class RunningState implements OnApplicationBootstrap, OnApplicationShutdown {
  /** After every look at Docker. */
  readonly looked = new Subject<void>();
  /** Dockerd is there, for the first time or again: it may have given containers other addresses. */
  readonly back = new Subject<void>();
  /** One after the other: an answer that comes late must not take the place of a newer one. */
  private readonly look = latest(() => this.lookNow());
  private readonly byApp = new Map<string, ContainerInfo[]>();
  private readonly closing = new AbortController();
  private pending: Promise<void> | undefined;

  constructor(
    private readonly docker: DockerEngine,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    void this.follow();
  }

  onApplicationShutdown() {
    this.closing.abort();
  }

  containersOf(app: string): readonly ContainerInfo[] {
    return this.byApp.get(app) ?? [];
  }

  /** The containers of the generation an app points at. */
  ofGeneration(app: string, generation: number) {
    return this.containersOf(app).filter(({ Labels }) => Labels['org.percloud.generation'] === String(generation));
  }

  private lookQuietly() {
    this.lookSoon().catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'could not look at docker'));
  }

  /** Coalesced: many events, one look. */
  lookSoon(): Promise<void> {
    this.pending ??= sleep(settleMs).then(() => {
      this.pending = undefined;
      return this.look();
    });
    return this.pending;
  }

  private async lookNow() {
    const containers = await this.docker.list();
    const before = fingerprints(this.byApp);
    this.byApp.clear();
    for (const container of containers) {
      const app = container.Labels['org.percloud.app'] ?? '';
      this.byApp.set(app, [...(this.byApp.get(app) ?? []), container]);
    }
    const after = fingerprints(this.byApp);
    for (const app of new Set([...before.keys(), ...after.keys()])) {
      if (before.get(app) !== after.get(app)) this.changes.say({ kind: 'app', id: app });
    }
    this.looked.next();
  }

  /** For as long as the agent runs; dockerd may come and go. */
  private async follow() {
    while (!this.closing.signal.aborted) {
      try {
        const stream = await this.docker.follow(this.closing.signal);
        await this.look();
        this.back.next();
        for await (const _event of stream) {
          this.lookQuietly();
          // Docker tells of a container's end a moment before its own list shows it.
          setTimeout(() => this.lookQuietly(), lookAgainMs).unref();
        }
      } catch (error) {
        if (!this.closing.signal.aborted) this.log.logger.warn({ causes: causes(error) }, 'docker went away');
      }
      await sleep(reconnectMs);
    }
  }
}

const fingerprints = (byApp: ReadonlyMap<string, readonly ContainerInfo[]>) =>
  new Map(
    [...byApp].map(([app, containers]) => [
      app,
      containers
        .map(({ Id, State }) => `${Id}${State}`)
        .sort()
        .join(),
    ]),
  );
