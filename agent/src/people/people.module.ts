import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { PercloudsModule } from '../perclouds/perclouds.module.ts';
import { ClaimService } from './claim.service.ts';
import { PeopleController } from './people.controller.ts';
import { PersonService } from './person.service.ts';
import { SessionController } from './session.controller.ts';
import { SessionService } from './session.service.ts';

@Module({
  imports: [AccessModule, PercloudsModule],
  providers: [ClaimService, PersonService, SessionService],
  controllers: [PeopleController, SessionController],
  exports: [ClaimService, SessionService],
})
export class PeopleModule {}
