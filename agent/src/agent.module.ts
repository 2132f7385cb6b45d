import { Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import { AppsModule } from './apps/apps.module.ts';
import { BackupsModule } from './backups/backups.module.ts';
import { BoxModule } from './box/box.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { ChangesModule } from './events/changes.module.ts';
import { EventsModule } from './events/events.module.ts';
import { HealthModule } from './health/health.module.ts';
import { HostModule } from './host/host.module.ts';
import { HttpModule } from './http/http.module.ts';
import { LogModule } from './log/log.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { OperationsModule } from './operations/operations.module.ts';
import { PeopleModule } from './people/people.module.ts';
import { PercloudsModule } from './perclouds/perclouds.module.ts';
import { StorageModule } from './storage/storage.module.ts';

@Module({
  imports: [
    HostModule,
    LogModule,
    ChangesModule,
    DatabaseModule,
    OperationsModule,
    AppsModule,
    HttpModule,
    PeopleModule,
    PercloudsModule,
    AccessModule,
    EventsModule,
    StorageModule,
    BoxModule,
    HealthModule,
    BackupsModule,
    NotificationsModule,
  ],
})
export class AgentModule {}
