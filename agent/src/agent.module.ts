import { Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.ts';
import { NoAppsModule } from './apps/no-apps.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { ChangesModule } from './events/changes.module.ts';
import { EventsModule } from './events/events.module.ts';
import { HostModule } from './host/host.module.ts';
import { HttpModule } from './http/http.module.ts';
import { LogModule } from './log/log.ts';
import { PeopleModule } from './people/people.module.ts';
import { PercloudsModule } from './perclouds/perclouds.module.ts';

@Module({
  imports: [
    HostModule,
    LogModule,
    ChangesModule,
    DatabaseModule,
    NoAppsModule,
    HttpModule,
    PeopleModule,
    PercloudsModule,
    AccessModule,
    EventsModule,
  ],
})
export class AgentModule {}
