import { Global, Module } from '@nestjs/common';
import { AppDirectory } from '../access/app-directory.ts';
import { CatalogModule } from '../catalog/catalog.module.ts';
import { AppViews, CatalogViews, OperationViews } from '../events/event-sources.ts';
import { Btrfs } from '../gateways/btrfs.ts';
import { PeopleModule } from '../people/people.module.ts';
import { RoutedApps } from '../routes/routed-app.ts';
import { RoutesModule } from '../routes/routes.module.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { AppLists } from './app-lists.ts';
import { AppLogs } from './app-logs.ts';
import { AppNames } from './app-names.ts';
import { AppOperations } from './app-operations.ts';
import { AppParts } from './app-parts.ts';
import { AppRecords } from './app-records.ts';
import { AppReleases } from './app-releases.ts';
import { AppResourcesController } from './app-resources.controller.ts';
import { AppResources } from './app-resources.ts';
import { AppUpdates } from './app-updates.ts';
import { AppView } from './app-view.ts';
import { AppsController } from './apps.controller.ts';
import { AppsService } from './apps.service.ts';
import { AutomaticUpdates } from './automatic-updates.ts';
import { Containers } from './containers.ts';
import { AppEvents, CatalogEvents, OperationEvents } from './event-views.ts';
import { FrozenReleases } from './frozen-releases.ts';
import { Generations } from './generations.ts';
import { KeepRunning } from './keep-running.ts';
import { InstalledApps, OpenApps } from './open-apps.ts';
import { RunningState } from './running-state.ts';
import { Staging } from './staging.ts';
import { TidyUp } from './tidy-up.ts';

const views = [
  { provide: AppDirectory, useClass: InstalledApps },
  { provide: RoutedApps, useClass: OpenApps },
  { provide: AppViews, useClass: AppEvents },
  { provide: OperationViews, useClass: OperationEvents },
  { provide: CatalogViews, useClass: CatalogEvents },
];

@Global()
@Module({
  imports: [CatalogModule, PeopleModule, RoutesModule],
  controllers: [AppsController, AppResourcesController],
  providers: [
    ...[AppLists, AppLogs, AppNames, AppOperations, AppParts, AppRecords, AppReleases, AppResources, AppUpdates, AppView, AppsService],
    AutomaticUpdates,
    ...[Btrfs, Containers, FrozenReleases, Generations, KeepRunning, RunningState, Snapshots, Staging, TidyUp],
    ...views,
  ],
  exports: [
    AppDirectory,
    RoutedApps,
    AppViews,
    OperationViews,
    CatalogViews,
    AppParts,
    AppRecords,
    AppView,
    AppsService,
    AppLists,
    Btrfs,
    KeepRunning,
    Snapshots,
  ],
})
export class AppsModule {}
