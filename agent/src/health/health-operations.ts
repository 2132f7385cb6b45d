import { Injectable } from '@nestjs/common';
import { AppParts } from '../apps/app-parts.ts';
import { CatalogService } from '../catalog/catalog.service.ts';
import { BtrfsScrub } from '../gateways/btrfs-scrub.ts';
import { Host } from '../host/host.module.ts';
import { Operations } from '../operations/operations.service.ts';
import { Routes } from '../routes/routes.service.ts';
import { FreeRoom } from '../storage/free-room.ts';
import { makeRoom } from './make-room.operation.ts';
import { Clock } from './measuring/clock.ts';
import { refreshCatalog } from './refresh-catalog.operation.ts';
import { renewCertificates } from './renew-certificates.operation.ts';
import { scrubDisk } from './scrub.operation.ts';
import { setClock } from './set-clock.operation.ts';
import { thinSnapshots } from './thin-snapshots.operation.ts';

/** Tells the runner the stories that mend findings. */
@Injectable()
export class HealthOperations {
  constructor(
    operations: Operations,
    parts: AppParts,
    disk: FreeRoom,
    catalog: CatalogService,
    clock: Clock,
    routes: Routes,
    scrub: BtrfsScrub,
    host: Host,
  ) {
    operations.register(thinSnapshots(parts));
    operations.register(makeRoom(parts, disk));
    operations.register(refreshCatalog(catalog));
    operations.register(setClock(host, clock));
    operations.register(scrubDisk(host, scrub));
    operations.register(renewCertificates(host, routes));
  }
}
