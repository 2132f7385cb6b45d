import { Injectable } from '@nestjs/common';
import { CatalogService } from '../catalog/catalog.service.ts';
import { AppViews, CatalogViews, OperationViews } from '../events/event-sources.ts';
import { Operations } from '../operations/operations.service.ts';
import { AppRecords } from './app-records.ts';
import { AppView } from './app-view.ts';

const shownOperations = 50;

@Injectable()
export class AppEvents extends AppViews {
  constructor(
    private readonly records: AppRecords,
    private readonly view: AppView,
  ) {
    super();
  }

  async list(perclouds: readonly string[]) {
    const apps = await this.records.listInstalled();
    return Promise.all(apps.filter(({ percloud }) => perclouds.includes(percloud)).map((app) => this.view.of(app)));
  }

  async find(id: string) {
    const app = await this.records.findInstalled(id);
    return app && this.view.of(app);
  }
}

@Injectable()
export class OperationEvents extends OperationViews {
  constructor(private readonly operations: Operations) {
    super();
  }

  recent(perclouds: readonly string[] | undefined, box: boolean) {
    return this.operations.list({ perclouds, box }, shownOperations);
  }

  find(id: string) {
    return this.operations.find(id);
  }
}

@Injectable()
export class CatalogEvents extends CatalogViews {
  constructor(private readonly catalog: CatalogService) {
    super();
  }

  async state() {
    return this.catalog.standing();
  }
}
