import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Session } from '@percloud/contract/people';
import { DataSource, IsNull, LessThan, Not } from 'typeorm';
import { GateViewService } from '../access/gate-view.service.ts';
import { newId } from '../database/new-id.ts';
import { Changes } from '../events/changes.ts';
import { hashSecret } from '../gate/hash-secret.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { ClientFacts } from '../http/client.ts';
import { Problem } from '../problem.ts';
import { deviceName } from './device-name.ts';
import { GrantRow } from './grant.entity.ts';
import { PersonRow } from './person.entity.ts';
import { SessionRow } from './session.entity.ts';

const day = 24 * 60 * 60 * 1000;
const lifetimeMs = 30 * day;
/** How often a session's use is written down: it slides by days, so an hour is fine enough. */
const touchMs = 60 * 60 * 1000;
export const sessionLifetimeSeconds = lifetimeMs / 1000;

/** Sessions are opaque random tokens; the database knows their hashes only. */
@Injectable()
export class SessionService {
  /**
   * Every request asks who calls. Only this process writes these tables and whoever does says 'access', which empties this:
   * it can't be stale.
   */
  private known = new Map<string, { caller: PersonCaller; session: SessionRow }>();

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly gateView: GateViewService,
  ) {
    changes.stream.subscribe((change) => change.kind === 'access' && this.forget());
  }

  async find(token: string): Promise<PersonCaller | undefined> {
    const tokenHash = hashSecret(token);
    const found = this.known.get(tokenHash) ?? (await this.load(tokenHash));
    const now = Date.now();
    if (!found || new Date(found.session.expiresAt).getTime() <= now) return undefined;
    if (now - new Date(found.session.lastUsedAt).getTime() > touchMs)
      // A full disk must not shut out who comes to make room.
      await this.touch(found.session, now).catch(() => undefined);
    return found.caller;
  }

  /** A new session with the token for its cookie, not yet in the database. */
  prepare(person: string, client: ClientFacts): { token: string; session: SessionRow } {
    const token = randomBytes(32).toString('base64url');
    const now = Date.now();
    return {
      token,
      session: {
        id: newId(),
        tokenHash: hashSecret(token),
        person,
        device: deviceName(client.userAgent),
        address: client.address,
        createdAt: new Date(now).toISOString(),
        lastUsedAt: new Date(now).toISOString(),
        expiresAt: new Date(now + lifetimeMs).toISOString(),
      },
    };
  }

  async start(person: string, client: ClientFacts): Promise<string> {
    const { token, session } = this.prepare(person, client);
    await this.sessions.delete({ expiresAt: LessThan(session.createdAt) });
    await this.sessions.insert(session);
    await this.changed();
    return token;
  }

  async list(caller: PersonCaller): Promise<Session[]> {
    const now = new Date().toISOString();
    const rows = await this.sessions.find({ where: { person: caller.id }, order: { lastUsedAt: 'DESC' } });
    return rows.filter((row) => row.expiresAt > now).map((row) => ({ ...row, current: row.id === caller.sessionId }));
  }

  async end(person: string, id: string) {
    const { affected } = await this.sessions.delete({ person, id });
    if (!affected) throw new Problem('not-found');
    await this.changed();
  }

  /** Everywhere, or everywhere but here. */
  async endAll(person: string, except?: string) {
    await this.sessions.delete({ person, id: except === undefined ? Not(IsNull()) : Not(except) });
    await this.changed();
  }

  /** When this returns, the gate knows as well: who signs in may go on to an app, and who was signed out is out. */
  async changed() {
    this.changes.say({ kind: 'access' });
    await this.gateView.publish();
  }

  private get sessions() {
    return this.database.getRepository(SessionRow);
  }

  /** A new map: what is being read meanwhile lands in the old one. */
  private forget() {
    this.known = new Map();
  }

  private async load(tokenHash: string) {
    const { known } = this;
    const session = await this.sessions.findOneBy({ tokenHash });
    if (!session) return undefined;
    const person = await this.database.getRepository(PersonRow).findOneBy({ id: session.person });
    if (!person) return undefined;
    const grants = await this.database.getRepository(GrantRow).findBy({ person: person.id });
    const caller: PersonCaller = { kind: 'person', id: person.id, name: person.name, sessionId: session.id, grants };
    const found = { caller, session };
    known.set(tokenHash, found);
    return found;
  }

  private async touch(session: SessionRow, now: number) {
    session.lastUsedAt = new Date(now).toISOString();
    session.expiresAt = new Date(now + lifetimeMs).toISOString();
    await this.sessions.update({ id: session.id }, { lastUsedAt: session.lastUsedAt, expiresAt: session.expiresAt });
    // The gate goes by the view's expiry.
    this.changes.say({ kind: 'access' });
  }
}
