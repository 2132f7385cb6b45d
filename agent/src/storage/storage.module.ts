import { Global, Module } from '@nestjs/common';
import { Reserve } from './reserve.ts';

@Global()
@Module({ providers: [Reserve], exports: [Reserve] })
export class StorageModule {}
