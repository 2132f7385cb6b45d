import { Module } from '@nestjs/common';
import { Mail } from '../gateways/mail.ts';
import { NoticesService } from './notices.service.ts';
import { NotificationsController } from './notifications.controller.ts';
import { OutgoingMailAccount } from './outgoing-mail.ts';

@Module({
  controllers: [NotificationsController],
  providers: [Mail, NoticesService, OutgoingMailAccount],
})
export class NotificationsModule {}
