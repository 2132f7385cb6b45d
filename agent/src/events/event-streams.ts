import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { App } from '@percloud/contract/apps';
import { type EventOf, eventSchemas } from '@percloud/contract/events';
import type { FastifyReply } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { isOperator, roleIn } from '../http/may-call.ts';
import { Log } from '../log/log.ts';
import { maySee } from '../operations/may-see.ts';
import { SessionService } from '../people/session.service.ts';
import { PercloudService } from '../perclouds/percloud.service.ts';
import { causes } from '../problem.ts';
import { Audience } from './audience.ts';
import { type Change, Changes } from './changes.ts';
import { AppViews, CatalogViews, HealthViews, OperationViews } from './event-sources.ts';

type Told = Exclude<Change, { kind: 'access' }>;

/** Every change is read once, however many panels are open, and goes to those who may see it. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly audience: Audience<typeof eventSchemas>;
  private readonly pending = new Map<string, Told>();
  private readonly told = new Map<string, App>();
  private publishing = false;

  constructor(
    private readonly apps: AppViews,
    private readonly operations: OperationViews,
    private readonly catalog: CatalogViews,
    private readonly health: HealthViews,
    private readonly perclouds: PercloudService,
    private readonly log: Log,
    sessions: SessionService,
    changes: Changes,
  ) {
    this.audience = new Audience(eventSchemas, sessions, log, changes, () => this.audience.tell('alive', 'alive', {}));
    changes.stream.subscribe((change) => {
      if (this.audience.size === 0 || change.kind === 'access') return;
      this.pending.set('id' in change ? `${change.kind} ${change.id}` : change.kind, change);
      void this.publishPending();
    });
  }

  open(caller: KnownCaller, token: string | undefined, reply: FastifyReply) {
    return this.audience.open(caller, token, reply, async () => ({ state: await this.stateFor(caller) }));
  }

  beforeApplicationShutdown() {
    this.audience.end();
  }

  private async stateFor(caller: KnownCaller): Promise<EventOf<'state'>> {
    const perclouds = (await this.perclouds.list(caller)).map(({ id }) => id);
    const operations = await this.operations.recent(caller.kind === 'root' ? undefined : perclouds, isOperator(caller));
    const apps = await this.apps.list(perclouds);
    for (const app of apps) this.told.set(app.id, app);
    return {
      apps,
      operations: operations.filter((operation) => maySee(caller, operation)),
      catalog: await this.catalog.state(),
      findings: this.health.findings(caller),
      solved: this.health.solved(caller),
      room: await this.health.room(caller),
    };
  }

  /** One after the other, so that an older view never overtakes a newer one. */
  private async publishPending() {
    if (this.publishing) return;
    this.publishing = true;
    for (const [about, change] of this.pending) {
      this.pending.delete(about);
      await this.publish(about, change).catch((error: unknown) =>
        this.log.logger.error({ about, causes: causes(error) }, 'event not told'),
      );
    }
    this.publishing = false;
  }

  private async publish(about: string, change: Told) {
    if (change.kind === 'catalog') return this.audience.tell(about, 'catalog', await this.catalog.state());
    if (change.kind === 'findings') {
      await this.audience.tellEach(about, 'findings', (caller) => this.health.findings(caller));
      return this.audience.tellEach('solved', 'solved', (caller) => this.health.solved(caller));
    }
    if (change.kind === 'room') return this.audience.tellEach(about, 'room', (caller) => this.health.room(caller));
    if (change.kind === 'app') {
      const app = await this.findApp(change.id);
      if (app) this.audience.tell(about, 'app', app, (caller) => roleIn(caller, app.percloud) !== null);
      return;
    }
    const operation = await this.operations.find(change.id);
    if (operation) this.audience.tell(about, 'operation', operation, (caller) => maySee(caller, operation));
  }

  /** One that was deleted for ever is told a last time, with when. */
  private async findApp(id: string): Promise<App | undefined> {
    const app = await this.apps.find(id);
    if (app) {
      this.told.set(id, app);
      return app;
    }
    const last = this.told.get(id);
    this.told.delete(id);
    return last && { ...last, operation: null, deletedAt: new Date().toISOString() };
  }
}
