import { Injectable } from '@nestjs/common';
import type { App, Snapshot } from '@percloud/contract/apps';
import { AppRecords, type InstalledApp } from '../../apps/app-records.ts';
import { AppView } from '../../apps/app-view.ts';
import { Snapshots } from '../../snapshots/snapshots.ts';

export interface AppHealth {
  id: string;
  percloud: string;
  slug: string;
  program: string;
  status: App['status'];
  /** Its last change was an upgrade, and there is a snapshot from before. */
  cameByUpgrade: boolean;
}

@Injectable()
export class AppsHealth {
  constructor(
    private readonly records: AppRecords,
    private readonly view: AppView,
    private readonly snapshots: Snapshots,
  ) {}

  async look(): Promise<AppHealth[]> {
    const apps = (await this.records.listInstalled()).filter(({ inBinSince }) => !inBinSince);
    return Promise.all(apps.map((app) => this.lookAt(app)));
  }

  private async lookAt(app: InstalledApp): Promise<AppHealth> {
    const { status, program } = await this.view.of(app);
    const { id, percloud, slug } = app;
    const isWell = status !== 'unhealthy';
    return { id, percloud, slug, program, status, cameByUpgrade: !isWell && (await this.findBeforeUpgrade(app)) !== undefined };
  }

  /** What to go back to when the newest release turns out to be bad. */
  async findBeforeUpgrade({ id, percloud, generation }: InstalledApp): Promise<Snapshot | undefined> {
    const [newest] = await this.snapshots.list({ id, percloud });
    return newest?.reason === 'upgrade' && newest.generation < generation ? newest : undefined;
  }
}
