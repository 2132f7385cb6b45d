import { Injectable } from '@nestjs/common';
import { AppParts } from '../apps/app-parts.ts';
import { Operations } from '../operations/operations.service.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { BackedUpReleases } from './backed-up-releases.ts';
import { BackupParts } from './backup-parts.ts';
import { bringBack } from './bring-back.operation.ts';
import { bringBeside } from './bring-beside.operation.ts';
import { drillBackup } from './drill-backup.operation.ts';
import { makeBackup } from './make-backup.operation.ts';
import { mendPlace } from './mend-place.operation.ts';
import { putBack } from './put-back.operation.ts';

/** Tells the runner the stories of backups. */
@Injectable()
export class BackupOperations {
  constructor(operations: Operations, apps: AppParts, backups: BackupParts, releases: BackedUpReleases, room: FreeRoom) {
    const parts = { apps, backups, releases, room };
    operations.register(makeBackup(backups));
    operations.register(drillBackup(parts));
    operations.register(mendPlace(backups));
    operations.register(bringBack(parts));
    operations.register(bringBeside(parts));
    operations.register(putBack(parts));
  }
}
