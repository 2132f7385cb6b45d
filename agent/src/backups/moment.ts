import { availableParallelism, loadavg } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { Hindrance } from '@percloud/contract/backups';
import { isOnBattery } from '@percloud/hardware/power-supplies';
import { NetworkManager } from '../gateways/network-manager.ts';
import { BoardHealth } from '../health/measuring/board-health.ts';
import { busyPatienceMs } from './schedule.ts';
import type { BackupTargetRow } from './target.entity.ts';

/** Waiting for each processor, on an average of five minutes. */
const busyFrom = 2;

/** Whether it is a good moment for the box to back up by itself. */
@Injectable()
export class Moment {
  constructor(
    private readonly board: BoardHealth,
    private readonly network: NetworkManager,
  ) {}

  /** What keeps one from being begun that was due at some time. */
  async againstBeginning(target: Pick<BackupTargetRow, 'fileSystem' | 'schedule'>, due: Date, now: Date): Promise<Hindrance | null> {
    const isBusy =
      (loadavg()[1] ?? 0) / availableParallelism() > busyFrom && now.getTime() - due.getTime() < busyPatienceMs(target.schedule);
    return isBusy ? 'busy' : this.againstGoingOn(target);
  }

  /** What makes one stand still that is under way. */
  async againstGoingOn({ fileSystem }: Pick<BackupTargetRow, 'fileSystem'>): Promise<Exclude<Hindrance, 'busy'> | null> {
    if (await this.isHot()) return 'hot';
    if (isOnBattery()) return 'battery';
    return fileSystem === null && (await this.network.isMetered()) ? 'metered' : null;
  }

  async isHot(): Promise<boolean> {
    const { celsius, hotCelsius } = await this.board.look();
    return celsius !== null && celsius >= hotCelsius;
  }
}
