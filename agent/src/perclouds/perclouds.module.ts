import { Module } from '@nestjs/common';
import { PercloudService } from './percloud.service.ts';
import { PercloudsController } from './perclouds.controller.ts';

@Module({ providers: [PercloudService], controllers: [PercloudsController], exports: [PercloudService] })
export class PercloudsModule {}
