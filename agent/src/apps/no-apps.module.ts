import { Global, Module } from '@nestjs/common';
import { AppDirectory } from '../access/app-directory.ts';
import { AppViews, CatalogViews, OperationViews } from '../events/event-sources.ts';
import { Problem } from '../problem.ts';

/** Stands in until the features exist: a box without apps. */
@Global()
@Module({
  providers: [
    { provide: AppDirectory, useValue: { get: async () => Promise.reject(new Problem('app-not-found')), list: async () => [] } },
    { provide: AppViews, useValue: { list: async () => [], find: async () => undefined } },
    { provide: OperationViews, useValue: { recent: async () => [], find: async () => undefined } },
    {
      provide: CatalogViews,
      useValue: { state: async () => ({ name: '', number: 0, publishedAt: null, reachedAt: null, problem: null }) },
    },
  ],
  exports: [AppDirectory, AppViews, OperationViews, CatalogViews],
})
export class NoAppsModule {}
