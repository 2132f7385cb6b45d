import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { PeopleModule } from '../people/people.module.ts';
import { PercloudsModule } from '../perclouds/perclouds.module.ts';
import { AccessGuard } from './access.guard.ts';
import { ApiController } from './api.controller.ts';
import { ContractInterceptor } from './contract.interceptor.ts';
import { FullDiskInterceptor } from './full-disk.interceptor.ts';
import { ProblemFilter } from './problem.filter.ts';

@Module({
  imports: [PeopleModule, PercloudsModule],
  controllers: [ApiController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: FullDiskInterceptor },
    { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
  ],
})
export class HttpModule {}
