import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Room as RoomView } from '@percloud/contract/health';
import { isOver } from '@percloud/contract/operations';
import { DataSource, In, Not } from 'typeorm';
import { AppRecords, type InstalledApp } from '../apps/app-records.ts';
import { appDir, generationDir } from '../apps/layout.ts';
import { Changes } from '../events/changes.ts';
import { Btrfs } from '../gateways/btrfs.ts';
import { Host } from '../host/host.module.ts';
import type { Caller } from '../http/caller.ts';
import { roleIn } from '../http/may-call.ts';
import { Log } from '../log/log.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { FreeRoom } from './free-room.ts';
import { AppRoomRow } from './room.entity.ts';

/** Measuring reads what every file of an app stands on: minutes for a hundred thousand photos on an SD card. */
const oldAfterMs = 12 * 3_600_000;
const lookEveryMs = 10 * 60_000;
const settleMs = 3_000;

/** How much room each app and its snapshots take: measured after operations and else seldom, one app after the other, behind all other work. */
@Injectable()
export class Room implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly measured = new Map<string, AppRoomRow>();
  private readonly due = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private measuring = false;
  private closed = false;

  constructor(
    private readonly host: Host,
    private readonly free: FreeRoom,
    private readonly records: AppRecords,
    private readonly operations: Operations,
    private readonly btrfs: Btrfs,
    private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap() {
    for (const row of await this.rows.find()) this.measured.set(row.app, row);
    this.changes.stream.subscribe((change) => {
      if (change.kind === 'operation' && !this.operations.isLive(change.id)) void this.measureAfter(change.id);
    });
    this.measureIn(settleMs);
  }

  onApplicationShutdown() {
    this.closed = true;
    clearTimeout(this.timer);
  }

  /** As measured last; undefined: not yet. */
  of(app: string): AppRoomRow | undefined {
    return this.measured.get(app);
  }

  /** Only the reader's own apps are told apart. */
  async viewFor(caller: Caller): Promise<RoomView> {
    const { totalBytes, freeBytes } = this.free.now();
    const own = (await this.records.listInstalled()).filter(({ percloud }) => roleIn(caller, percloud) !== null);
    const apps = own.flatMap(({ id }) => this.measured.get(id) ?? []);
    const held = apps.reduce((sum, { bytes, snapshotsBytes }) => sum + bytes + snapshotsBytes, 0);
    return {
      ...{ totalBytes, freeBytes },
      measuredAt: apps.map((app) => app.measuredAt).sort()[0] ?? null,
      apps,
      otherBytes: Math.max(totalBytes - freeBytes - held, 0),
    };
  }

  private async measureAfter(operation: string) {
    const ended = await this.operations.find(operation).catch(() => undefined);
    if (!ended?.subject.app || !isOver(ended.status)) return;
    this.due.add(ended.subject.app);
    this.measureIn(settleMs);
  }

  private measureIn(ms: number) {
    if (this.closed || this.measuring) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.measureAll(), ms).unref();
  }

  private async measureAll() {
    this.measuring = true;
    try {
      const apps = await this.records.listInstalled();
      await this.forgetOthers(apps);
      for (const app of apps) if (!this.closed && this.isDue(app)) await this.measureIfReadable(app);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'room was not measured');
    }
    this.measuring = false;
    this.measureIn(this.due.size > 0 ? settleMs : lookEveryMs);
  }

  private isDue({ id }: InstalledApp) {
    const known = this.measured.get(id);
    return this.due.has(id) || !known || Math.abs(Date.now() - Date.parse(known.measuredAt)) > oldAfterMs;
  }

  /** A disk that can't read one app's files keeps nobody from knowing the others'. */
  private async measureIfReadable(app: InstalledApp) {
    try {
      await this.measure(app);
    } catch (error) {
      this.log.logger.warn({ app: app.id, causes: causes(error) }, 'room was not measured');
    }
  }

  private async measure(app: InstalledApp) {
    this.due.delete(app.id);
    if (this.operations.findLiveOf(app.id)) return;
    const [all, now] = await this.btrfs.heldBytes([appDir(this.host, app), generationDir(this.host, app, app.generation)]);
    const row = { app: app.id, bytes: now, snapshotsBytes: Math.max(all - now, 0), measuredAt: new Date().toISOString() };
    this.measured.set(app.id, row);
    this.changes.say({ kind: 'room' });
    await this.rows.upsert(row, ['app']);
  }

  private async forgetOthers(apps: readonly InstalledApp[]) {
    const ids = apps.map(({ id }) => id);
    for (const id of this.measured.keys()) if (!ids.includes(id)) this.measured.delete(id);
    for (const id of this.due) if (!ids.includes(id)) this.due.delete(id);
    await this.rows.delete({ app: Not(In(ids)) });
  }

  private get rows() {
    return this.database.getRepository(AppRoomRow);
  }
}
