import { Global, Module } from '@nestjs/common';
import { BoxModule } from '../box/box.module.ts';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { HealthViews } from '../events/event-sources.ts';
import { BtrfsScrub } from '../gateways/btrfs-scrub.ts';
import { RoutesModule } from '../routes/routes.module.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { Room } from '../storage/room.service.ts';
import { Findings } from './findings.service.ts';
import { HealthController } from './health.controller.ts';
import { HealthEvents } from './health-events.ts';
import { HealthOperations } from './health-operations.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import { BackupsHealth } from './measuring/backups-health.ts';
import { BoardHealth } from './measuring/board-health.ts';
import { BoxNameHealth } from './measuring/box-name-health.ts';
import { Certificates } from './measuring/certificates.ts';
import { Clock } from './measuring/clock.ts';
import { DiskErrors } from './measuring/disk-errors.ts';
import { DisksHealth } from './measuring/disks-health.ts';
import { Memory } from './measuring/memory.ts';
import { Remedies } from './remedies.service.ts';
import { RoomByNeed } from './room-by-need.ts';
import { Scrubs } from './scrubs.ts';
import { Sources } from './sources.ts';

@Global()
@Module({
  imports: [BoxModule, CatalogModule, RoutesModule],
  controllers: [HealthController],
  providers: [
    AppsHealth,
    BackupsHealth,
    BoardHealth,
    BoxNameHealth,
    BtrfsScrub,
    Certificates,
    Clock,
    DiskErrors,
    DisksHealth,
    Findings,
    FreeRoom,
    HealthOperations,
    Memory,
    Remedies,
    Room,
    RoomByNeed,
    Scrubs,
    Sources,
    { provide: HealthViews, useClass: HealthEvents },
  ],
  exports: [BoardHealth, Findings, FreeRoom, HealthViews],
})
export class HealthModule {}
