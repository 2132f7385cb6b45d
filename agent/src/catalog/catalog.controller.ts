import { Controller, Header, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply } from 'fastify';
import { Handles, Input } from '../http/handles.ts';
import { CatalogService } from './catalog.service.ts';
import { CatalogView } from './catalog-view.ts';

@Controller()
export class CatalogController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly view: CatalogView,
  ) {}

  @Handles(api.getCatalog)
  getCatalog() {
    return this.view.state();
  }

  // An SVG opened as a page is a document on the panel's origin: it may run and load nothing.
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  @Handles(api.getCatalogIcon)
  getCatalogIcon(@Input() { params }: InputOf<typeof api.getCatalogIcon>, @Res({ passthrough: true }) reply: FastifyReply) {
    // Hundreds of them stand on one page.
    void reply.header('cache-control', 'private, max-age=3600');
    return this.catalog.getRelease(params.app).icon;
  }

  @Handles(api.refreshCatalog)
  async refreshCatalog() {
    await this.catalog.refresh();
    return this.view.state();
  }
}
