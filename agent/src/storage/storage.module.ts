import { Module } from '@nestjs/common';
import { Reserve } from './reserve.ts';

@Module({ providers: [Reserve] })
export class StorageModule {}
