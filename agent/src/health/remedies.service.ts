import { Injectable } from '@nestjs/common';
import type { RemedyName } from '@percloud/contract/health';
import type { Operation } from '@percloud/contract/operations';
import { AppRecords, type InstalledApp } from '../apps/app-records.ts';
import { AppsService } from '../apps/apps.service.ts';
import type { KnownCaller } from '../http/caller.ts';
import { Problem } from '../problem.ts';
import { mayStart, viewFor } from './finding-view.ts';
import { Findings, type KeptFinding } from './findings.service.ts';
import { AppsHealth } from './measuring/apps-health.ts';

/** Starts what mends a finding. What exactly is decided now, not when it was found. */
@Injectable()
export class Remedies {
  constructor(
    private readonly findings: Findings,
    private readonly records: AppRecords,
    private readonly apps: AppsService,
    private readonly health: AppsHealth,
  ) {}

  async apply(id: string, name: string, caller: KnownCaller): Promise<Operation> {
    const finding = this.findings.find(id);
    const remedy = finding?.remedies.find((one) => one.name === name);
    if (!finding || !remedy || !viewFor(caller, finding)) throw new Problem('finding-gone');
    if (!mayStart(caller, remedy)) throw new Problem('not-allowed');
    return this.start(finding, remedy.name, caller);
  }

  private async start(finding: KeptFinding, remedy: RemedyName, caller: KnownCaller): Promise<Operation> {
    switch (remedy) {
      case 'restart-app':
        return this.apps.run('app.restart', await this.appOf(finding), caller);
      case 'go-back':
        return this.goBack(await this.appOf(finding), caller);
      default:
        throw new Problem('finding-gone');
    }
  }

  private async goBack(app: InstalledApp, caller: KnownCaller) {
    const before = await this.health.findBeforeUpgrade(app);
    if (!before) throw new Problem('snapshot-not-found');
    return this.apps.rollback(app, before.id, caller);
  }

  private async appOf({ app }: KeptFinding): Promise<InstalledApp> {
    if (!app) throw new Error('a remedy for an app belongs to a finding about one');
    return this.records.getInstalled(app.percloud, app.id);
  }
}
