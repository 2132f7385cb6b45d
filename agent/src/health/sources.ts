import { Injectable } from '@nestjs/common';
import { CatalogService } from '../catalog/catalog.service.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { Room } from '../storage/room.service.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import { BackupsHealth } from './measuring/backups-health.ts';
import { BoardHealth } from './measuring/board-health.ts';
import { BoxNameHealth } from './measuring/box-name-health.ts';
import { Certificates } from './measuring/certificates.ts';
import { Clock } from './measuring/clock.ts';
import { DiskErrors } from './measuring/disk-errors.ts';
import { DisksHealth } from './measuring/disks-health.ts';
import { Memory } from './measuring/memory.ts';

export type { AppHealth, BinnedApp } from './measuring/apps-health.ts';
export type { PercloudBackups, PlaceHealth } from './measuring/backups-health.ts';
export type { BoardState } from './measuring/board-health.ts';
export type { NameState } from './measuring/box-name-health.ts';
export type { CertificateEnds } from './measuring/certificates.ts';
export type { ClockState } from './measuring/clock.ts';
export type { DiskErrorState } from './measuring/disk-errors.ts';
export type { DiskHealth } from './measuring/disks-health.ts';
export type { MemoryState } from './measuring/memory.ts';

/** All that checks look at. */
@Injectable()
export class Sources {
  constructor(
    readonly apps: AppsHealth,
    readonly backups: BackupsHealth,
    readonly board: BoardHealth,
    readonly boxName: BoxNameHealth,
    readonly catalog: CatalogService,
    readonly certificates: Certificates,
    readonly clock: Clock,
    readonly disk: FreeRoom,
    readonly diskErrors: DiskErrors,
    readonly disks: DisksHealth,
    readonly memory: Memory,
    readonly room: Room,
  ) {}
}
