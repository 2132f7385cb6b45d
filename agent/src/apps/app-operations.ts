import { Injectable } from '@nestjs/common';
import { Operations } from '../operations/operations.service.ts';
import { AppParts } from './app-parts.ts';
import { deleteApp, removeApp, restoreApp } from './bin-app.operation.ts';
import { changeGeneration, upgradeApp } from './change-generation.operation.ts';
import { installApp } from './install-app.operation.ts';
import { restartApp, startApp, stopApp } from './run-app.operation.ts';

/** Tells the runner every story there is about apps. */
@Injectable()
export class AppOperations {
  constructor(parts: AppParts, operations: Operations) {
    operations.register(installApp(parts));
    operations.register(upgradeApp(parts));
    operations.register(changeGeneration('app.rollback', parts));
    operations.register(changeGeneration('app.configure', parts));
    operations.register(startApp(parts));
    operations.register(stopApp(parts));
    operations.register(restartApp(parts));
    operations.register(removeApp(parts));
    operations.register(restoreApp(parts));
    operations.register(deleteApp(parts));
  }
}
