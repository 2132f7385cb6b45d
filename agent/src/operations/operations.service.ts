import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { isOver, type Operation, type OperationKind, type Progress } from '@percloud/contract/operations';
import { Changes } from '../events/changes.ts';
import { Log } from '../log/log.ts';
import { causes, Problem } from '../problem.ts';
import { Reserve } from '../storage/reserve.ts';
import { type Filter, Journal, viewOf } from './journal.ts';
import { conflict, type Lock } from './locks.ts';
import type { OperationRow, Subject } from './operation.entity.ts';
import type { Kind } from './operation-kind.ts';
import { type AnyKind, runOperation } from './run-operation.ts';

export interface Enqueue<I> {
  id: string;
  input: I;
  percloud: string | null;
  app: string | null;
  subject: Subject;
  startedBy: { person: string | null; name: string };
  /** Looks once more, with the locks held, whether what was decided before is still so; throws when it isn't. */
  confirm?(): Promise<void>;
}

interface Live {
  row: OperationRow;
  abort: AbortController;
  progress: Progress | null;
  state: 'asked' | 'queued' | 'started';
  ended: Promise<void>;
  end(): void;
}

/** Forty installs at once would leave none of the machine for anything else, and take longer than one after the other. */
const heavyAtOnce = 4;
const takingAway: readonly OperationKind[] = ['app.remove', 'app.delete'];
const progressEveryMs = 200;
const journalRetryMs = 3_000;

/** Enqueues operations, takes their locks, runs them, and finds them again after a power cut. Schedules and people alike only enqueue. */
@Injectable()
export class Operations implements OnApplicationBootstrap {
  private readonly kinds = new Map<OperationKind, AnyKind>();
  private readonly live = new Map<string, Live>();
  private readonly tended = new Map<string, { abort: AbortController; done: Promise<void> }>();
  private ready = false;

  constructor(
    private readonly journal: Journal,
    private readonly changes: Changes,
    private readonly log: Log,
    private readonly reserve: Reserve,
  ) {}

  /** At construction of each feature: its kinds. */
  register<I extends object, F extends object>(kind: Kind<I, F>) {
    // What comes out of the journal was put there by `enqueue` of this same kind: the one place where JSON is believed.
    this.kinds.set(kind.kind, kind as unknown as AnyKind);
  }

  /** After every feature is up: what a power cut or `kill -9` left unfinished goes on first, with its locks. */
  async onApplicationBootstrap() {
    for (const row of await this.journal.findUnfinished()) {
      if (await this.isOverhauled(row)) continue;
      if (row.status !== 'queued') row.resumes += 1;
      await this.journal.save(row);
      this.hold(row, 'queued');
    }
    this.ready = true;
    this.startWhatCan();
  }

  /** What is left to take away of an app that came back since, by its own name, is what it stands on now. */
  private async isOverhauled({ id, kind, status, app }: OperationRow): Promise<boolean> {
    if (status !== 'succeeded' || app === null || !takingAway.includes(kind)) return false;
    const last = await this.journal.findLastCommittedOf(app);
    const isBack = last !== null && last.id !== id;
    if (isBack) this.log.logger.warn({ app, kind }, 'what was left to take away stays: the app came back since');
    return isBack;
  }

  async enqueue<I>(kind: OperationKind, request: Enqueue<I>): Promise<Operation> {
    const definition = this.kindOf(kind);
    const input = Object.fromEntries(Object.entries(request.input ?? {}));
    const locks = definition.locks(input);
    const holder = definition.whenBusy === 'refuse' ? this.holderOf(locks) : undefined;
    if (holder) throw new Problem(this.kinds.get(holder.row.kind)?.keepsOutBy ?? 'busy');
    const row: OperationRow = {
      id: request.id,
      kind,
      version: definition.version,
      status: 'queued',
      percloud: request.percloud,
      app: request.app,
      subject: request.subject,
      input,
      facts: {},
      locks,
      steps: definition.steps.map((step) => ({ name: step.name, status: 'pending' })),
      problem: null,
      committed: false,
      cancelRequested: false,
      resumes: 0,
      startedByPerson: request.startedBy.person,
      startedByName: request.startedBy.name,
      createdAt: new Date().toISOString(),
      startedAt: null,
      endedAt: null,
    };
    // Held before the first await, so that two requests can't both find the lock free.
    const live = this.hold(row, 'asked');
    try {
      await request.confirm?.();
      await this.journal.add(row);
      live.state = 'queued';
    } catch (error) {
      this.release(row.id);
      throw error;
    }
    this.changes.say({ kind: 'operation', id: row.id });
    if (row.app) this.changes.say({ kind: 'app', id: row.app });
    this.startWhatCan(row.id);
    return viewOf(row, null);
  }

  async cancel(id: string): Promise<Operation> {
    const live = this.live.get(id);
    if (!live) throw new Problem((await this.journal.find(id)) ? 'not-cancellable' : 'operation-not-found');
    if (!viewOf(live.row, null).cancellable) throw new Problem('not-cancellable');
    live.row.cancelRequested = true;
    try {
      await this.journal.save(live.row);
    } catch (error) {
      // On a full disk it is asked for once more, as soon as there is a little room.
      live.row.cancelRequested = false;
      throw error;
    }
    live.abort.abort(new Problem('cancelled'));
    this.startWhatCan();
    return viewOf(live.row, live.progress);
  }

  /** An operation that ended as `undo-failed` tries again to put things back. */
  async cleanUp(id: string): Promise<Operation> {
    const row = await this.journal.find(id);
    if (!row) throw new Problem('operation-not-found');
    if (row.status !== 'undo-failed') throw new Problem('wrong-state', { values: { hint: 'There is nothing to clean up.' } });
    // What came after stands on what this one left: taking it away now could take that along.
    if (row.app !== null && (await this.journal.findLastOf(row.app))?.id !== id)
      throw new Problem('wrong-state', { values: { hint: 'The app was changed since. It is used as it is now.' } });
    if (this.holderOf(row.locks)) throw new Problem('busy');
    row.status = 'undoing';
    row.endedAt = null;
    const live = this.hold(row, 'asked');
    try {
      await this.journal.save(row);
      live.state = 'queued';
    } catch (error) {
      this.release(id);
      throw error;
    }
    this.startWhatCan();
    return viewOf(row, null);
  }

  async find(id: string): Promise<Operation | undefined> {
    const live = this.live.get(id);
    if (live) return viewOfLive(live);
    const row = await this.journal.find(id);
    return row ? viewOf(row, null) : undefined;
  }

  async get(id: string): Promise<Operation> {
    const found = await this.find(id);
    if (!found) throw new Problem('operation-not-found');
    return found;
  }

  async list(filter: Filter, limit: number): Promise<Operation[]> {
    const rows = await this.journal.list(filter, limit);
    return rows.map((row) => {
      const live = this.live.get(row.id);
      return live ? viewOfLive(live) : viewOf(row, null);
    });
  }

  /** The live operation that has an app in its hands. */
  findLiveOf(app: string): Operation | undefined {
    for (const { row, progress } of this.live.values()) if (row.app === app) return viewOf(row, progress);
    return undefined;
  }

  /** The live operation that has something for itself. */
  findHolding(lock: string): Operation | undefined {
    for (const { row, progress } of this.live.values())
      if (row.locks.some(({ name, mode }) => name === lock && mode === 'exclusive')) return viewOf(row, progress);
    return undefined;
  }

  /** Is the name promised to an app that is being installed or taken out of the bin? */
  isPromised(percloud: string, slug: string): boolean {
    const promising: OperationKind[] = ['app.install', 'app.restore', 'backup.bring-beside'];
    return [...this.live.values()].some(
      ({ row }) => promising.includes(row.kind) && row.percloud === percloud && row.subject.slug === slug,
    );
  }

  isLive(id: string) {
    return this.live.has(id);
  }

  /** Resolves when the operation is over. */
  async ended(id: string): Promise<Operation> {
    await this.live.get(id)?.ended;
    return this.get(id);
  }

  /**
   * Small work outside any operation (starting a crashed app again) that must not meet one: it does not begin while an operation holds the
   * app, and an operation that comes along aborts it and waits until it has stopped.
   */
  async tend(app: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (this.findLiveOf(app) || this.tended.has(app)) return;
    const abort = new AbortController();
    const done = work(abort.signal);
    this.tended.set(app, { abort, done });
    await done.finally(() => this.tended.delete(app));
  }

  private async stopTending(app: string | null) {
    const tended = app === null ? undefined : this.tended.get(app);
    tended?.abort.abort(new Problem('busy'));
    await tended?.done.catch(() => undefined);
  }

  private hold(row: OperationRow, state: Live['state']): Live {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const live: Live = { row, abort: new AbortController(), progress: null, state, ended, end };
    if (row.cancelRequested) live.abort.abort(new Problem('cancelled'));
    this.live.set(row.id, live);
    return live;
  }

  private release(id: string) {
    this.live.get(id)?.end();
    this.live.delete(id);
  }

  private holderOf(locks: readonly Lock[], before?: Live): Live | undefined {
    for (const live of this.live.values()) {
      if (live === before) return undefined;
      if (conflict(live.row.locks, locks)) return live;
    }
    return undefined;
  }

  /** First come, first served: an operation starts when none before it holds what it needs, and heavy ones when there is a place. */
  private startWhatCan(only?: string) {
    if (!this.ready) return;
    for (const live of this.live.values()) {
      if (live.state !== 'queued' || (only && live.row.id !== only) || !this.mayStart(live)) continue;
      live.state = 'started';
      void this.run(live);
    }
  }

  private mayStart(live: Live): boolean {
    if (this.holderOf(live.row.locks, live)) return false;
    // What was cancelled while it waited has nothing heavy left to do.
    return live.row.cancelRequested || !this.isHeavy(live) || this.countHeavy() < heavyAtOnce;
  }

  /** Of a kind that is not known (a newer agent's, after a fallback) it is not: running it says so. */
  private isHeavy({ row }: Live): boolean {
    return this.kinds.get(row.kind)?.heavy === true;
  }

  private countHeavy(): number {
    return [...this.live.values()].filter((live) => live.state === 'started' && this.isHeavy(live)).length;
  }

  private async run(live: Live) {
    const { row } = live;
    let published = Number.NEGATIVE_INFINITY;
    await this.stopTending(row.app);
    try {
      await runOperation({
        row,
        kind: this.kindOf(row.kind),
        abort: live.abort,
        journal: this.journal,
        log: this.log.logger,
        changed: (progress) => {
          live.progress = progress;
          const now = performance.now();
          if (progress && now - published < progressEveryMs) return;
          published = now;
          // Its end is told below, once its locks are free and whoever listens finds the app idle.
          if (!isOver(row.status)) this.changes.say({ kind: 'operation', id: row.id });
        },
      });
    } catch (error) {
      // The journal itself could not be written (a full disk): it keeps its locks, and goes on from there when it can be.
      this.log.logger.error({ operation: row.id, causes: causes(error) }, 'journal not writable, operation waits');
      setTimeout(() => void this.run(live), this.reserve.makesRoomFor(error) ? 0 : journalRetryMs).unref();
      return;
    }
    this.release(row.id);
    this.changes.say({ kind: 'operation', id: row.id });
    if (row.app) this.changes.say({ kind: 'app', id: row.app });
    this.startWhatCan();
  }

  private kindOf(kind: OperationKind): AnyKind {
    const definition = this.kinds.get(kind);
    if (!definition) throw new Error(`no operation kind ${kind}`);
    return definition;
  }
}

/** Over is what has let go of its locks: whoever sees that can begin the next thing at once. */
function viewOfLive({ row, progress }: Live): Operation {
  return isOver(row.status) ? viewOf({ ...row, status: 'running', endedAt: null }, progress) : viewOf(row, progress);
}
