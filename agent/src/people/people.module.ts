import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { PercloudsModule } from '../perclouds/perclouds.module.ts';
import { ClaimService } from './claim.service.ts';
import { PasswordResetController } from './password-reset.controller.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { PeopleController } from './people.controller.ts';
import { PersonService } from './person.service.ts';
import { ResetRecords } from './reset-records.ts';
import { SessionController } from './session.controller.ts';
import { SessionService } from './session.service.ts';

@Module({
  imports: [AccessModule, PercloudsModule],
  providers: [ClaimService, PasswordResetService, PersonService, ResetRecords, SessionService],
  controllers: [PasswordResetController, PeopleController, SessionController],
  exports: [ClaimService, SessionService],
})
export class PeopleModule {}
