import { Global, Module } from '@nestjs/common';
import { Journal } from './journal.ts';
import { OperationsController } from './operations.controller.ts';
import { Operations } from './operations.service.ts';

@Global()
@Module({ controllers: [OperationsController], providers: [Journal, Operations], exports: [Journal, Operations] })
export class OperationsModule {}
