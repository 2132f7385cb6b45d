import { statfsSync } from 'node:fs';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource, LessThan, MoreThan } from 'typeorm';
import { Changes } from '../events/changes.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { forecastDays } from './forecast.ts';
import { FreeRoomRow } from './room.entity.ts';

const lookEveryMs = 10_000;
const hourMs = 3_600_000;
const historyMs = 14 * 24 * hourMs;
/** A panel hears of a change of this share of the disk. */
const noticeableShare = 0.005;

/** What is free on the disk that holds people's data, and for how long that will do. */
@Injectable()
export class FreeRoom implements OnApplicationBootstrap, OnApplicationShutdown {
  private samples: FreeRoomRow[] = [];
  private sampledAtMs = Number.NEGATIVE_INFINITY;
  private toldBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    void this.look();
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  now(): { totalBytes: number; freeBytes: number } {
    const { blocks, bavail, bsize } = statfsSync(this.host.dataDir);
    return { totalBytes: blocks * bsize, freeBytes: bavail * bsize };
  }

  /** Undefined where nothing can be foretold. */
  fullInDays(): number | undefined {
    return forecastDays(this.samples, this.now().freeBytes);
  }

  private async look() {
    try {
      const { freeBytes, totalBytes } = this.now();
      if (Math.abs(freeBytes - this.toldBytes) > totalBytes * noticeableShare) {
        this.toldBytes = freeBytes;
        this.changes.say({ kind: 'room' });
      }
      if (performance.now() - this.sampledAtMs < hourMs) return;
      this.sampledAtMs = performance.now();
      await this.sample(freeBytes);
    } catch (error) {
      // On a full disk: there is nothing left to foretell.
      this.log.logger.warn({ causes: causes(error) }, 'what is free was not written down');
    }
  }

  private async sample(freeBytes: number) {
    const rows = this.database.getRepository(FreeRoomRow);
    const now = Date.now();
    const newest = await rows.findOne({ where: {}, order: { at: 'DESC' } });
    // An agent that was restarted goes on in the same rhythm.
    if (!newest || Math.abs(now - Date.parse(newest.at)) >= hourMs / 2) await rows.insert({ at: new Date(now).toISOString(), freeBytes });
    // A clock that was wrong for a while dated some into the future.
    await rows.delete({ at: MoreThan(new Date(now).toISOString()) });
    await rows.delete({ at: LessThan(new Date(now - historyMs).toISOString()) });
    this.samples = await rows.find({ order: { at: 'ASC' } });
  }
}
