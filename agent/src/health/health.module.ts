import { Global, Module } from '@nestjs/common';
import { HealthViews } from '../events/event-sources.ts';
import { Room } from '../storage/room.service.ts';
import { Findings } from './findings.service.ts';
import { HealthController } from './health.controller.ts';
import { HealthEvents } from './health-events.ts';
import { AppsHealth } from './measuring/apps-health.ts';
import { Remedies } from './remedies.service.ts';
import { Sources } from './sources.ts';

@Global()
@Module({
  controllers: [HealthController],
  providers: [AppsHealth, Findings, Remedies, Room, Sources, { provide: HealthViews, useClass: HealthEvents }],
  exports: [HealthViews],
})
export class HealthModule {}
