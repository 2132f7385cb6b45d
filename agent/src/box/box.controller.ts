import { Controller, Req, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles } from '../http/handles.ts';
import { sessionToken } from '../http/session-cookie.ts';
import { BoxService } from './box.service.ts';
import { BoxEvents } from './box-events.ts';

@Controller()
export class BoxController {
  constructor(
    private readonly box: BoxService,
    private readonly events: BoxEvents,
  ) {}

  @Handles(api.getBox)
  getBox() {
    return this.box.get();
  }

  @Handles(api.streamBox)
  async streamBox(@Caller() caller: KnownCaller, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.events.open(caller, caller.kind === 'root' ? undefined : sessionToken(request), reply);
  }
}
