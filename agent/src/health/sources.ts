import { Injectable } from '@nestjs/common';
import { CatalogService } from '../catalog/catalog.service.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { Room } from '../storage/room.service.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import { Certificates } from './measuring/certificates.ts';
import { Clock } from './measuring/clock.ts';
import { Memory } from './measuring/memory.ts';

export type { AppHealth } from './measuring/apps-health.ts';
export type { CertificateEnds } from './measuring/certificates.ts';
export type { ClockState } from './measuring/clock.ts';
export type { MemoryState } from './measuring/memory.ts';

/** All that checks look at. */
@Injectable()
export class Sources {
  constructor(
    readonly apps: AppsHealth,
    readonly catalog: CatalogService,
    readonly certificates: Certificates,
    readonly clock: Clock,
    readonly disk: FreeRoom,
    readonly memory: Memory,
    readonly room: Room,
  ) {}
}
