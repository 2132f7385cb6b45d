import { Injectable } from '@nestjs/common';
import type { Remedy, RemedyName } from '@percloud/contract/health';
import type { Operation } from '@percloud/contract/operations';
import { AppRecords, type InstalledApp } from '../apps/app-records.ts';
import { AppsService } from '../apps/apps.service.ts';
import { newId } from '../database/new-id.ts';
import { type KnownCaller, starterOf } from '../http/caller.ts';
import { Operations } from '../operations/operations.service.ts';
import { Problem } from '../problem.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { mayStart, viewFor } from './finding-view.ts';
import { Findings, type KeptFinding } from './findings.service.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import type { ThinInput } from './thin-snapshots.operation.ts';

type OfTheApp = (app: InstalledApp, caller: KnownCaller) => Promise<Operation>;
const ofTheBox = ['make-room', 'check-disk', 'refresh-catalog', 'set-clock', 'renew-certificates'] as const;
type OfTheBox = (typeof ofTheBox)[number];

/** Starts what mends a finding. What exactly is decided now, not when it was found. */
@Injectable()
export class Remedies {
  /** The others are operations of the box and need to know nothing. */
  private readonly ofApps: Record<Exclude<RemedyName, OfTheBox>, OfTheApp> = {
    'restart-app': (app, caller) => this.apps.run('app.restart', app, caller),
    'stop-app': (app, caller) => this.apps.run('app.stop', app, caller),
    'update-app': (app, caller) => this.apps.upgrade(app, { accept: [] }, caller),
    'go-back': (app, caller) => this.goBack(app, caller),
    'thin-snapshots': (app, caller) => this.thinSnapshots(app, caller),
  };

  constructor(
    private readonly findings: Findings,
    private readonly records: AppRecords,
    private readonly apps: AppsService,
    private readonly health: AppsHealth,
    private readonly snapshots: Snapshots,
    private readonly operations: Operations,
  ) {}

  async apply(id: string, name: RemedyName, caller: KnownCaller): Promise<Operation> {
    const finding = this.findings.find(id);
    const remedy = finding?.remedies.find((one) => one.name === name);
    if (!finding || !remedy || !viewFor(caller, finding)) throw new Problem('finding-gone');
    if (!mayStart(caller, remedy)) throw new Problem('not-allowed');
    return isOfApp(remedy.name) ? this.ofApps[remedy.name](await this.appOf(finding), caller) : this.startOfBox(remedy, caller);
  }

  private startOfBox({ kind }: Remedy, caller: KnownCaller) {
    return this.operations.enqueue(kind, { id: newId(), input: {}, percloud: null, app: null, subject: {}, startedBy: starterOf(caller) });
  }

  private async goBack(app: InstalledApp, caller: KnownCaller) {
    const before = await this.health.findBeforeUpgrade(app);
    if (!before) throw new Problem('snapshot-not-found');
    return this.apps.rollback(app, before.id, caller);
  }

  private async thinSnapshots(app: InstalledApp, caller: KnownCaller) {
    const { percloud, slug, catalogApp } = app;
    const [newest, ...others] = await this.snapshots.list(app);
    const rows = await this.records.listGenerations(app.id);
    const input: ThinInput = {
      ...{ percloud, app: app.id, slug },
      snapshots: others.map(({ id }) => id),
      generations: rows.map(({ number }) => number).filter((number) => number < app.generation && number !== newest?.generation),
    };
    const subject = { app: app.id, slug, catalogApp };
    return this.operations.enqueue('app.thin-snapshots', {
      id: newId(),
      input,
      percloud,
      app: app.id,
      subject,
      startedBy: starterOf(caller),
    });
  }

  private async appOf({ app }: KeptFinding): Promise<InstalledApp> {
    if (!app) throw new Error('a remedy for an app belongs to a finding about one');
    return this.records.getInstalled(app.percloud, app.id);
  }
}

const isOfApp = (name: RemedyName): name is Exclude<RemedyName, OfTheBox> => !ofTheBox.some((other) => other === name);
