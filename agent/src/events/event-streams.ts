import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { App } from '@percloud/contract/apps';
import type { EventOf } from '@percloud/contract/events';
import type { FastifyReply } from 'fastify';
import type { Caller, KnownCaller } from '../http/caller.ts';
import { roleIn } from '../http/may-call.ts';
import { Log } from '../log/log.ts';
import { maySee } from '../operations/may-see.ts';
import { SessionService } from '../people/session.service.ts';
import { PercloudService } from '../perclouds/percloud.service.ts';
import { causes } from '../problem.ts';
import { type Change, Changes } from './changes.ts';
import { AppViews, CatalogViews, OperationViews } from './event-sources.ts';
import { EventStream } from './event-stream.ts';

interface Listener {
  caller: KnownCaller;
  /** Of the session it was opened with; undefined for root. */
  token: string | undefined;
  stream: EventStream;
}

const aliveEveryMs = 15_000;

/** Every change is read once, however many panels are open, and goes to those who may see it. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private readonly pending = new Map<string, Change>();
  private readonly told = new Map<string, App>();
  private publishing = false;
  private readonly pulse = setInterval(() => void this.beat(), aliveEveryMs).unref();

  constructor(
    private readonly apps: AppViews,
    private readonly operations: OperationViews,
    private readonly catalog: CatalogViews,
    private readonly perclouds: PercloudService,
    private readonly sessions: SessionService,
    private readonly log: Log,
    changes: Changes,
  ) {
    changes.stream.subscribe((change) => {
      if (this.listeners.size === 0) return;
      this.pending.set('id' in change ? `${change.kind} ${change.id}` : change.kind, change);
      void this.publishPending();
    });
  }

  async open(caller: KnownCaller, token: string | undefined, reply: FastifyReply) {
    const listener = { caller, token, stream: new EventStream(reply.raw) };
    // Listening before reading: what changes meanwhile is told after the state.
    this.listeners.add(listener);
    reply.raw.on('close', () => this.listeners.delete(listener));
    // Gone while it was asked who they are: 'close' will not come any more.
    if (reply.raw.destroyed) this.listeners.delete(listener);
    const state = await this.stateFor(caller);
    reply.hijack();
    listener.stream.begin(state);
  }

  beforeApplicationShutdown() {
    clearInterval(this.pulse);
    for (const { stream } of this.listeners) stream.end();
  }

  private async stateFor(caller: KnownCaller): Promise<EventOf<'state'>> {
    const perclouds = (await this.perclouds.list(caller)).map(({ id }) => id);
    const operations = await this.operations.recent(caller.kind === 'root' ? undefined : perclouds);
    const apps = await this.apps.list(perclouds);
    for (const app of apps) this.told.set(app.id, app);
    return { apps, operations: operations.filter((operation) => maySee(caller, operation)), catalog: await this.catalog.state() };
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

  private async publish(about: string, change: Change) {
    if (change.kind === 'access') return this.endRevoked();
    if (change.kind === 'catalog') {
      const state = await this.catalog.state();
      return this.tell(
        () => true,
        (stream) => stream.offer(about, 'catalog', state),
      );
    }
    if (change.kind === 'app') {
      const app = await this.findApp(change.id);
      if (app)
        this.tell(
          (caller) => roleIn(caller, app.percloud) !== null,
          (stream) => stream.offer(about, 'app', app),
        );
      return;
    }
    const operation = await this.operations.find(change.id);
    if (operation)
      this.tell(
        (caller) => maySee(caller, operation),
        (stream) => stream.offer(about, 'operation', operation),
      );
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

  private tell(sees: (caller: Caller) => boolean, offer: (stream: EventStream) => void) {
    for (const { caller, stream } of this.listeners) if (sees(caller)) offer(stream);
  }

  private async beat() {
    try {
      await this.endRevoked();
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'sessions not looked at');
    }
    for (const { stream } of this.listeners) stream.offer('alive', 'alive', {});
  }

  /** Who may see something else than before is told by being cut off: the panel asks again, or learns that it is signed out. */
  private async endRevoked() {
    for (const { caller, token, stream } of this.listeners) {
      if (token === undefined) continue;
      const now = await this.sessions.find(token);
      if (!now || !sameGrants(now, caller)) stream.end();
    }
  }
}

const sameGrants = (now: KnownCaller, before: KnownCaller) => grantsOf(now) === grantsOf(before);
const grantsOf = (caller: KnownCaller) =>
  caller.kind === 'root' ? '' : JSON.stringify(caller.grants.map(({ role, percloud, endsAt }) => [role, percloud, endsAt]));
