import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { FileSystems } from '../gateways/file-systems.ts';
import { NetworkManager } from '../gateways/network-manager.ts';
import { Restic } from '../gateways/restic.ts';
import { PeopleModule } from '../people/people.module.ts';
import { PercloudsModule } from '../perclouds/perclouds.module.ts';
import { AdoptedRepository } from './adopted-repository.ts';
import { ArrivingApps } from './arriving-apps.ts';
import { BackedUpReleases } from './backed-up-releases.ts';
import { BackupOperations } from './backup-operations.ts';
import { BackupParts } from './backup-parts.ts';
import { BackupScheduler } from './backup-scheduler.ts';
import { BackupTree } from './backup-tree.ts';
import { BackupsController } from './backups.controller.ts';
import { BackupsService } from './backups.service.ts';
import { FoundRepositories } from './found-repositories.ts';
import { Moment } from './moment.ts';
import { OutdatedKeys } from './outdated-keys.ts';
import { PercloudExport } from './percloud-export.ts';
import { PercloudImport } from './percloud-import.ts';
import { RecoveryController } from './recovery.controller.ts';
import { RecoveryService } from './recovery.service.ts';
import { RecoveryWords } from './recovery-words.service.ts';
import { TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';
import { TargetsService } from './targets.service.ts';

@Module({
  imports: [CatalogModule, PeopleModule, PercloudsModule],
  controllers: [BackupsController, RecoveryController],
  providers: [
    ...[
      AdoptedRepository,
      ArrivingApps,
      BackedUpReleases,
      BackupOperations,
      BackupParts,
      BackupScheduler,
      BackupTree,
      BackupsService,
      FileSystems,
      FoundRepositories,
      Moment,
      NetworkManager,
      OutdatedKeys,
    ],
    ...[PercloudExport, PercloudImport, RecoveryService, RecoveryWords, Restic, TargetAccess, TargetFiles, TargetRecords, TargetsService],
  ],
})
export class BackupsModule {}
