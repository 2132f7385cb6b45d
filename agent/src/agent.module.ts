import { Module } from '@nestjs/common';
import { DatabaseModule } from './database/database.module.ts';
import { ChangesModule } from './events/changes.module.ts';
import { HostModule } from './host/host.module.ts';
import { HttpModule } from './http/http.module.ts';
import { LogModule } from './log/log.ts';

@Module({ imports: [HostModule, LogModule, ChangesModule, DatabaseModule, HttpModule] })
export class AgentModule {}
