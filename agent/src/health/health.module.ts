import { Global, Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { HealthViews } from '../events/event-sources.ts';
import { RoutesModule } from '../routes/routes.module.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { Room } from '../storage/room.service.ts';
import { Findings } from './findings.service.ts';
import { HealthController } from './health.controller.ts';
import { HealthEvents } from './health-events.ts';
import { HealthOperations } from './health-operations.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import { Certificates } from './measuring/certificates.ts';
import { Clock } from './measuring/clock.ts';
import { Memory } from './measuring/memory.ts';
import { Remedies } from './remedies.service.ts';
import { Sources } from './sources.ts';

@Global()
@Module({
  imports: [CatalogModule, RoutesModule],
  controllers: [HealthController],
  providers: [
    AppsHealth,
    Certificates,
    Clock,
    Findings,
    FreeRoom,
    HealthOperations,
    Memory,
    Remedies,
    Room,
    Sources,
    { provide: HealthViews, useClass: HealthEvents },
  ],
  exports: [HealthViews],
})
export class HealthModule {}
