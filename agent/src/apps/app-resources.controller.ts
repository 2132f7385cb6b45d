import { Controller, Req, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { sessionToken } from '../http/session-cookie.ts';
import { AppRecords } from './app-records.ts';
import { AppResources } from './app-resources.ts';

@Controller()
export class AppResourcesController {
  constructor(
    private readonly records: AppRecords,
    private readonly resources: AppResources,
  ) {}

  @Handles(api.streamAppResources)
  async stream(
    @Input() { params }: InputOf<typeof api.streamAppResources>,
    @Caller() caller: KnownCaller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const app = await this.records.getInstalled(params.percloud, params.app);
    await this.resources.stream(app, caller, caller.kind === 'root' ? undefined : sessionToken(request), reply);
  }
}
