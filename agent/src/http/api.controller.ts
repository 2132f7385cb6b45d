import { Controller } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import { Host } from '../host/host.module.ts';
import { Handles } from './handles.ts';
import { openApi } from './open-api.ts';

@Controller()
export class ApiController {
  private document: string | undefined;

  constructor(private readonly host: Host) {}

  @Handles(api.getHealth)
  getHealth() {
    return { ok: true as const, version: this.host.version };
  }

  @Handles(api.getOpenApi)
  getOpenApi() {
    this.document ??= JSON.stringify(openApi(api, this.host.version));
    return this.document;
  }
}
