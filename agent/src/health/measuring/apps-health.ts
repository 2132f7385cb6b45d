import { Injectable } from '@nestjs/common';
import type { App, Snapshot } from '@percloud/contract/apps';
import { AppLists } from '../../apps/app-lists.ts';
import { AppRecords } from '../../apps/app-records.ts';
import { KeepRunning } from '../../apps/keep-running.ts';
import type { AppId } from '../../apps/layout.ts';
import { Snapshots } from '../../snapshots/snapshots.ts';

export interface AppHealth extends Pick<App, 'id' | 'percloud' | 'slug' | 'program' | 'status' | 'update'> {
  /** How often it ended by itself and was started again lately. */
  restarts: { count: number; withinMinutes: number };
  /** Something is wrong, its last change was an upgrade, and there is a snapshot from before. */
  cameByUpgrade: boolean;
}

export interface BinnedApp extends Pick<App, 'id' | 'percloud' | 'slug' | 'program'> {
  inBinSince: string;
}

const withinMinutes = 10;

/** How apps are, and which lie in the bin. */
@Injectable()
export class AppsHealth {
  constructor(
    private readonly records: AppRecords,
    private readonly lists: AppLists,
    private readonly keepRunning: KeepRunning,
    private readonly snapshots: Snapshots,
  ) {}

  /** Those that are not in the bin. */
  async look(): Promise<AppHealth[]> {
    return Promise.all((await this.list()).filter(({ inBinSince }) => !inBinSince).map((app) => this.lookAt(app)));
  }

  async lookInBin(): Promise<BinnedApp[]> {
    const apps = await this.list();
    return apps.flatMap(({ id, percloud, slug, program, inBinSince }) => (inBinSince ? [{ id, percloud, slug, program, inBinSince }] : []));
  }

  /** What to go back to when the newest release turns out to be bad. */
  async findBeforeUpgrade(app: AppId & { generation: number }): Promise<Snapshot | undefined> {
    const [newest] = await this.snapshots.list(app);
    return newest?.reason === 'upgrade' && newest.generation < app.generation ? newest : undefined;
  }

  private async list(): Promise<App[]> {
    const perclouds = new Set((await this.records.listInstalled()).map(({ percloud }) => percloud));
    return (await Promise.all([...perclouds].map((percloud) => this.lists.of(percloud)))).flat();
  }

  private async lookAt(app: App): Promise<AppHealth> {
    const { id, percloud, slug, program, status, update } = app;
    const restarts = { count: this.keepRunning.restartsOf(id, withinMinutes * 60_000), withinMinutes };
    const isIll = status === 'unhealthy' || restarts.count > 0;
    const cameByUpgrade = isIll && (await this.findBeforeUpgrade(app)) !== undefined;
    return { id, percloud, slug, program, status, update, restarts, cameByUpgrade };
  }
}
