import { Module } from '@nestjs/common';
import { AccessController } from './access.controller.ts';
import { AppPasswordsService } from './app-passwords.service.ts';
import { GateViewService } from './gate-view.service.ts';

@Module({ providers: [AppPasswordsService, GateViewService], controllers: [AccessController], exports: [GateViewService] })
export class AccessModule {}
