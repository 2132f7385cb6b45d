import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { CatalogService } from './catalog.service.ts';
import { CatalogSources } from './catalog-sources.ts';

@Controller()
export class CatalogSourcesController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly sources: CatalogSources,
  ) {}

  @Handles(api.listCatalogs)
  list() {
    return this.catalog.list();
  }

  @Handles(api.addCatalog)
  add(@Input() { body }: InputOf<typeof api.addCatalog>, @Caller() caller: KnownCaller) {
    return this.sources.add(body, caller);
  }

  @Handles(api.removeCatalog)
  async remove(@Input() { params }: InputOf<typeof api.removeCatalog>) {
    await this.sources.remove(params.catalog);
  }
}
