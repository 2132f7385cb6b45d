import { Controller, Req, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownCaller } from '../http/caller.ts';
import { Caller, Handles } from '../http/handles.ts';
import { sessionToken } from '../http/session-cookie.ts';
import { EventStreams } from './event-streams.ts';

@Controller()
export class EventsController {
  constructor(private readonly streams: EventStreams) {}

  @Handles(api.streamEvents)
  async streamEvents(@Caller() caller: KnownCaller, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.streams.open(caller, caller.kind === 'root' ? undefined : sessionToken(request), reply);
  }
}
