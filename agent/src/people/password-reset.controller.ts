import { Controller, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply } from 'fastify';
import { Client, type ClientFacts } from '../http/client.ts';
import { Handles, Input } from '../http/handles.ts';
import { setSessionCookie } from '../http/session-cookie.ts';
import { PasswordResetService } from './password-reset.service.ts';
import { PersonService } from './person.service.ts';
import { sessionLifetimeSeconds } from './session.service.ts';

/** A password somebody lost, set anew by who is at the box. */
@Controller()
export class PasswordResetController {
  constructor(
    private readonly resets: PasswordResetService,
    private readonly people: PersonService,
  ) {}

  @Handles(api.resetPassword)
  async resetPassword(@Input() { params, body }: InputOf<typeof api.resetPassword>) {
    await this.people.resetPassword(params.person, body.next);
  }

  @Handles(api.makeResetCode)
  makeResetCode(@Input() { body }: InputOf<typeof api.makeResetCode>) {
    return this.resets.makeCode(body.way);
  }

  @Handles(api.getResetCode)
  getResetCode() {
    return this.resets.goodCode();
  }

  @Handles(api.resetPasswordWithCode)
  async resetPasswordWithCode(
    @Input() { body }: InputOf<typeof api.resetPasswordWithCode>,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { person, token } = await this.resets.reset(body, client);
    setSessionCookie(reply, token, sessionLifetimeSeconds);
    return this.people.me(person);
  }
}
