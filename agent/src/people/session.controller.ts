import { Controller, Res } from '@nestjs/common';
import { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { FastifyReply } from 'fastify';
import { Host } from '../host/host.module.ts';
import { type Caller as AnyCaller, asPerson, type KnownCaller } from '../http/caller.ts';
import { Client, type ClientFacts } from '../http/client.ts';
import { Caller, Handles, Input } from '../http/handles.ts';
import { clearSessionCookie, setSessionCookie } from '../http/session-cookie.ts';
import { ClaimService } from './claim.service.ts';
import { PersonService } from './person.service.ts';
import { SessionService, sessionLifetimeSeconds } from './session.service.ts';

/** Coming in, going out, and where one is signed in. */
@Controller()
export class SessionController {
  constructor(
    private readonly host: Host,
    private readonly claims: ClaimService,
    private readonly people: PersonService,
    private readonly sessions: SessionService,
  ) {}

  @Handles(api.getGreeting)
  async getGreeting(@Caller() caller: AnyCaller) {
    const { hostname, version } = this.host;
    const { awaited, language, operator } = await this.claims.state();
    return { claimed: awaited !== 'everything', operator, signedIn: caller.kind === 'person', hostname, version, language };
  }

  @Handles(api.claim)
  async claim(
    @Input() { body }: InputOf<typeof api.claim>,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.enter(await this.claims.claim(body, client), reply);
  }

  @Handles(api.getClaimCode)
  async getClaimCode() {
    return { code: await this.claims.code() };
  }

  @Handles(api.signIn)
  async signIn(
    @Input() { body }: InputOf<typeof api.signIn>,
    @Client() client: ClientFacts,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.enter(await this.people.signIn(body, client), reply);
  }

  @Handles(api.signOut)
  async signOut(@Caller() caller: KnownCaller, @Res({ passthrough: true }) reply: FastifyReply) {
    const { id, sessionId } = asPerson(caller);
    await this.sessions.end(id, sessionId);
    clearSessionCookie(reply);
  }

  @Handles(api.listSessions)
  listSessions(@Caller() caller: KnownCaller) {
    return this.sessions.list(asPerson(caller));
  }

  @Handles(api.endSession)
  async endSession(@Caller() caller: KnownCaller, @Input() { params }: InputOf<typeof api.endSession>) {
    await this.sessions.end(asPerson(caller).id, params.session);
  }

  @Handles(api.endAllSessions)
  async endAllSessions(@Caller() caller: KnownCaller, @Res({ passthrough: true }) reply: FastifyReply) {
    await this.sessions.endAll(asPerson(caller).id);
    clearSessionCookie(reply);
  }

  private enter({ person, token }: { person: string; token: string }, reply: FastifyReply) {
    setSessionCookie(reply, token, sessionLifetimeSeconds);
    return this.people.me(person);
  }
}
