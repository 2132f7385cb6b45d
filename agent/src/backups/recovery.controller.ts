import { Controller, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply } from 'fastify';
import type { Caller as AnyCaller } from '../http/caller.ts';
import { Client, type ClientFacts } from '../http/client.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { setSessionCookie } from '../http/session-cookie.ts';
import { sessionLifetimeSeconds } from '../people/session.service.ts';
import { recoveryKey } from './found-repositories.ts';
import { RecoveryService } from './recovery.service.ts';
import { TargetFiles } from './target-files.ts';

@Controller()
export class RecoveryController {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly files: TargetFiles,
  ) {}

  @Handles(api.getRecoveryKey)
  async getKey() {
    return { publicKey: await this.files.sshPublicKey(recoveryKey) };
  }

  @Handles(api.listRecoveryDisks)
  listDisks(@Input() { body }: InputOf<typeof api.listRecoveryDisks>, @Caller() caller: AnyCaller, @Client() client: ClientFacts) {
    return this.recovery.listDisks(body.code, caller, client);
  }

  @Handles(api.openRecovery)
  open(@Input() { body }: InputOf<typeof api.openRecovery>, @Caller() caller: AnyCaller, @Client() client: ClientFacts) {
    return this.recovery.open(body, caller, client);
  }

  @Handles(api.startRecovery)
  async start(
    @Input() { params, body }: InputOf<typeof api.startRecovery>,
    @Caller() caller: AnyCaller,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { token, ...started } = await this.recovery.start(params.recovery, body, caller, client);
    if (token !== null) setSessionCookie(reply, token, sessionLifetimeSeconds);
    return started;
  }
}
