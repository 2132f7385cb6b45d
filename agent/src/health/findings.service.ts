import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type CheckName, type Finding, severities } from '@percloud/contract/health';
import { DataSource, In } from 'typeorm';
import { Changes } from '../events/changes.ts';
import { latest } from '../latest.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import type { Check, Found } from './check.ts';
import { checks } from './checks.ts';
import { FindingRow } from './finding.entity.ts';
import { Sources } from './sources.ts';
import { type Telling, Tellings } from './tellings.ts';

/** What a check found, and since when. */
export type KeptFinding = Found & { id: string; check: CheckName; since: string };

/** One that was bad and is over. */
export type SolvedFinding = KeptFinding & { solvedAt: string };

interface Suspicion {
  /** By the clock that is never set. */
  firstSeenMs: number;
  since: string;
}

const lookEveryMs = 15_000;
/** An agent that has just started does not know yet how its apps are. */
const graceMs = 10 * 60_000;
/** So long it is good to know that something is over. */
const solvedForMs = 24 * 3_600_000;
/** Several changes, one look. */
const settleMs = 500;

/** Runs the checks, again and again and after every change, and keeps what they found for as long as they find it. */
@Injectable()
export class Findings implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly kept = new Map<string, KeptFinding>();
  private readonly suspicions = new Map<string, Suspicion>();
  private readonly solved = new Map<string, { finding: SolvedFinding; atMs: number }>();
  private readonly tellings = new Tellings();
  /** Those that have a row, and what it says of how bad it was told. */
  private readonly written = new Map<string, Finding['severity'] | null>();
  private readonly startedMs = performance.now();
  private readonly look = latest(() => this.lookOnce());
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly sources: Sources,
    private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap() {
    // Told of before the restart: no patience with those that are found again.
    for (const { id, since, told } of await this.rows.find()) {
      this.suspicions.set(id, { firstSeenMs: Number.NEGATIVE_INFINITY, since });
      this.tellings.remember(id, told ?? 'notice');
      this.written.set(id, told);
    }
    this.changes.stream.subscribe(({ kind }) => {
      if (kind === 'app' || kind === 'catalog' || kind === 'room') this.lookSoon();
    });
    this.lookSoon();
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    this.closed = true;
    clearInterval(this.timer);
    clearTimeout(this.soon);
  }

  /** The worst first, the oldest of the equally bad. */
  list(): KeptFinding[] {
    const rank = ({ severity }: Found) => severities.indexOf(severity);
    return [...this.kept.values()].sort((a, b) => rank(a) - rank(b) || a.since.localeCompare(b.since));
  }

  /** What was bad and is over since less than a day, the newest first. */
  listSolved(): SolvedFinding[] {
    const recent = [...this.solved.values()].filter(({ atMs }) => performance.now() - atMs < solvedForMs);
    return recent.sort((a, b) => b.atMs - a.atMs).map(({ finding }) => finding);
  }

  find(id: string): KeptFinding | undefined {
    return this.kept.get(id);
  }

  /** Whether it is neither found nor, after a start, still to be looked for. */
  isOver(id: string): boolean {
    return !this.suspicions.has(id);
  }

  private lookSoon() {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      void this.look();
    }, settleMs).unref();
  }

  private async lookOnce() {
    const before = JSON.stringify(this.list());
    for (const check of checks) if (!this.closed) await this.lookWith(check);
    if (JSON.stringify(this.list()) !== before) this.changes.say({ kind: 'findings' });
  }

  private async lookWith(check: Check) {
    try {
      const found = await check.look(this.sources, (app) => this.kept.has(idOf(check.name, app)));
      await this.settle(check, new Map(found.map((one) => [idOf(check.name, aboutOf(one)), one])));
    } catch (error) {
      this.log.logger.warn({ check: check.name, causes: causes(error) }, 'a check could not tell');
    }
  }

  private async settle({ name, patienceMs }: Check, found: ReadonlyMap<string, Found>) {
    for (const [id, one] of found) {
      const suspicion = this.suspicions.get(id) ?? { firstSeenMs: performance.now(), since: new Date().toISOString() };
      this.suspicions.set(id, suspicion);
      if (performance.now() - suspicion.firstSeenMs >= patienceMs) this.keep({ ...one, id, check: name, since: suspicion.since });
    }
    for (const id of this.suspicions.keys()) {
      if (checkOf(id) !== name || found.has(id)) continue;
      const isFromBefore = this.written.has(id) && !this.kept.has(id);
      if (isFromBefore && performance.now() - this.startedMs < graceMs) continue;
      this.suspicions.delete(id);
      this.solve(id);
    }
    await this.write();
  }

  private keep(finding: KeptFinding) {
    this.kept.set(finding.id, finding);
    this.solved.delete(finding.id);
    this.tell(finding.id, this.tellings.found(finding));
  }

  private solve(id: string) {
    const finding = this.kept.get(id);
    if (finding && this.tellings.worstOf(id) === 'bad')
      this.solved.set(id, { finding: { ...finding, solvedAt: new Date().toISOString() }, atMs: performance.now() });
    this.kept.delete(id);
    this.tell(id, this.tellings.over(id));
  }

  /** Panels are told all there is whenever it changes; this is for who reads what happened. */
  private tell(finding: string, telling: Telling | undefined) {
    if (telling) this.log.logger.info({ finding, telling, case: this.kept.get(finding)?.case }, 'a finding was told');
  }

  /** After telling: on a full disk it can't be written, and that has to be told all the more. */
  private async write() {
    const rows = [...this.kept.values()].map(({ id, since }) => ({ id, since, told: this.tellings.worstOf(id) ?? null }));
    const changed = rows.filter(({ id, told }) => this.written.get(id) !== told);
    const gone = [...this.written.keys()].filter((id) => !this.suspicions.has(id));
    if (changed.length > 0) await this.rows.upsert(changed, ['id']);
    for (const { id, told } of changed) this.written.set(id, told);
    if (gone.length > 0) await this.rows.delete({ id: In(gone) });
    for (const id of gone) this.written.delete(id);
  }

  private get rows() {
    return this.database.getRepository(FindingRow);
  }
}

const idOf = (check: CheckName, app?: string) => (app === undefined ? check : `${check}:${app}`);
/** What there can be several of. */
function aboutOf(found: Found): string | undefined {
  if (found.concerns === 'owner') return found.percloud;
  return found.concerns === 'percloud' ? found.app.id : undefined;
}

const checkOf = (id: string) => id.split(':', 1)[0];
