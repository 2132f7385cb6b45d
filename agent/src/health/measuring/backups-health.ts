import { Injectable } from '@nestjs/common';
import type { Backup, Schedule } from '@percloud/contract/backups';
import { DataSource } from 'typeorm';
import { AppRecords } from '../../apps/app-records.ts';
import { BackupRow, BackupTargetRow } from '../../backups/target.entity.ts';

/** A place, and the backups in it that tell how it stands. */
export interface PlaceHealth {
  place: string;
  every: Schedule['every'];
  createdAt: string;
  newestAt: string | null;
  /** Of the newest that was opened again. */
  proof: Backup['proof'];
}

export interface PercloudBackups {
  percloud: string;
  /** When the first of its apps came. */
  since: string;
  places: PlaceHealth[];
}

/** How the backups of each percloud stand that has something to lose. */
@Injectable()
export class BackupsHealth {
  constructor(
    private readonly apps: AppRecords,
    private readonly database: DataSource,
  ) {}

  async look(): Promise<PercloudBackups[]> {
    const [apps, targets] = [await this.apps.listInstalled(), await this.database.getRepository(BackupTargetRow).find()];
    const backups = await this.database.getRepository(BackupRow).find({ order: { takenAt: 'DESC' } });
    const placeOf = ({ id, place, schedule, createdAt }: BackupTargetRow): PlaceHealth => {
      const there = backups.filter(({ target }) => target === id);
      const proof = there.find((backup) => backup.proof !== null)?.proof ?? null;
      return { place, every: schedule.every, createdAt, newestAt: there[0]?.takenAt ?? null, proof };
    };
    return [...new Set(apps.map(({ percloud }) => percloud))].map((percloud) => ({
      percloud,
      since: apps.find((app) => app.percloud === percloud)?.installedAt ?? '',
      places: targets.filter((target) => target.percloud === percloud && target.state === 'ready').map(placeOf),
    }));
  }
}
