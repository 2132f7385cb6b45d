import { Inject, Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { Me } from '@percloud/contract/people';
import { DataSource, Not } from 'typeorm';
import { atomically, type Statement } from '../database/atomically.ts';
import { Changes } from '../events/changes.ts';
import { networkOf } from '../gate/network-of.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { ClientFacts } from '../http/client.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { PercloudService } from '../perclouds/percloud.service.ts';
import { Problem } from '../problem.ts';
import { GrantRow } from './grant.entity.ts';
import { hashPassword, refuseWeakPassword, verifyNobody, verifyPassword } from './password.ts';
import { PersonRow } from './person.entity.ts';
import { ResetRecords } from './reset-records.ts';
import { SessionRow } from './session.entity.ts';
import { SessionService } from './session.service.ts';

const minute = 60_000;

interface ResetOptions {
  field?: string;
  within?: (write: () => void) => void;
}

@Injectable()
export class PersonService {
  /** Of one name from one network. */
  private readonly triesByGuesser = new RateLimit(10, 10 * minute);
  /** Of one name from everywhere: far more, or anybody could lock its owner out. */
  private readonly triesByName = new RateLimit(100, 10 * minute);
  private readonly triesByAddress = new RateLimit(60, 10 * minute);

  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    private readonly sessions: SessionService,
    private readonly perclouds: PercloudService,
    private readonly resets: ResetRecords,
    private readonly changes: Changes,
  ) {}

  async signIn({ name, password }: InputOf<typeof api.signIn>['body'], client: ClientFacts): Promise<{ person: string; token: string }> {
    const network = networkOf(client.address);
    const guesser = `${name} ${network}`;
    this.triesByAddress.take(network);
    this.triesByGuesser.take(guesser);
    this.triesByName.take(name);
    const person = await this.people.findOneBy({ name });
    const right = person ? await verifyPassword(password, person.passwordHash) : await verifyNobody(password);
    // Looked at again: while this one was checked, the password may have been changed.
    if (!person || !right || !(await this.people.existsBy({ id: person.id, passwordHash: person.passwordHash })))
      throw new Problem('wrong-password');
    this.triesByGuesser.clear(guesser);
    this.triesByName.clear(name);
    return { person: person.id, token: await this.sessions.start(person.id, client) };
  }

  async me(id: string): Promise<Me> {
    const person = await this.people.findOneBy({ id });
    if (!person) throw new Problem('not-signed-in');
    const grants = await this.database.getRepository(GrantRow).findBy({ person: id });
    const perclouds = await this.perclouds.list({ kind: 'person', id, name: person.name, sessionId: '', grants });
    return { ...person, grants, perclouds, passwordResetAt: await this.resets.lastOf(id) };
  }

  async update(id: string, { displayName, language }: InputOf<typeof api.updateMe>['body']): Promise<Me> {
    if (displayName !== undefined || language !== undefined) {
      await this.people.update({ id }, { ...(displayName !== undefined && { displayName }), ...(language && { language }) });
      this.changes.say({ kind: 'access' });
    }
    return this.me(id);
  }

  /** Every other session ends: who knew the old password is out. */
  async changePassword(caller: PersonCaller, { current, next }: InputOf<typeof api.changePassword>['body']) {
    this.triesByGuesser.take(caller.id);
    const person = await this.people.findOneByOrFail({ id: caller.id });
    if (!(await verifyPassword(current, person.passwordHash))) throw wrongCurrent();
    refuseWeakPassword(next, person.name, 'body.next');
    const passwordHash = await hashPassword(next);
    // Only in place of the one that was looked at: meanwhile the box itself may have been told another one.
    const replaced = this.people
      .createQueryBuilder()
      .update()
      .set({ passwordHash })
      .where({ id: person.id, passwordHash: person.passwordHash });
    const others = { person: person.id, id: Not(caller.sessionId) };
    atomically(this.database, [replaced, this.sessionRows.createQueryBuilder().delete().where(others)], ([count]) => {
      if (count !== 1) throw wrongCurrent();
    });
    await this.sessions.changed();
    this.triesByGuesser.clear(caller.id);
  }

  /**
   * By root, or with a code from the box itself: it is on record, for the person and for the operators. All their sessions end. `within`:
   * makes sure that what allowed it allows nothing more, and takes that back where the writing fails.
   */
  async resetPassword(
    name: string,
    next: string,
    { field = 'body.next', within = (write) => write() }: ResetOptions = {},
  ): Promise<string> {
    const person = await this.people.findOneBy({ name });
    if (!person) throw new Problem('unknown-name', { fields: [{ path: 'body.name', message: 'is nobody’s here', rule: 'not-right' }] });
    refuseWeakPassword(next, name, field);
    const record = this.resets.recordOf(person);
    const passwordHash = await hashPassword(next);
    within(() => this.writeReset(person, passwordHash, record.statement));
    await this.sessions.changed();
    this.changes.say({ kind: 'operation', id: record.id });
    this.triesByName.clear(name);
    return person.id;
  }

  private writeReset(person: PersonRow, passwordHash: string, record: Statement) {
    atomically(this.database, [
      this.people.createQueryBuilder().update().set({ passwordHash }).where({ id: person.id }),
      this.sessionRows.createQueryBuilder().delete().where({ person: person.id }),
      record,
    ]);
  }

  private get people() {
    return this.database.getRepository(PersonRow);
  }

  private get sessionRows() {
    return this.database.getRepository(SessionRow);
  }
}

const wrongCurrent = () =>
  new Problem('wrong-password', { fields: [{ path: 'body.current', message: 'is not right', rule: 'not-right' }] });
