import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { AppPasswordRow } from '../access/app-password.entity.ts';
import { AppRow } from '../apps/app.entity.ts';
import { atomically } from '../database/atomically.ts';
import type { ClientFacts } from '../http/client.ts';
import { ClaimService } from '../people/claim.service.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { hashPassword, refuseWeakPassword } from '../people/password.ts';
import { PersonRow } from '../people/person.entity.ts';
import { SessionRow } from '../people/session.entity.ts';
import { SessionService } from '../people/session.service.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';
import { Problem } from '../problem.ts';
import type { PercloudJson } from './percloud-json.ts';
import { type Arriving, BackupTargetRow } from './target.entity.ts';

interface Circumstances {
  /** The box waits for its first person. */
  isFirst: boolean;
  /** A new one for the owner. */
  password: string | undefined;
  client: ClientFacts;
}

/** Takes a percloud's rows from a backup: all or none. */
@Injectable()
export class PercloudImport {
  constructor(
    private readonly database: DataSource,
    private readonly claims: ClaimService,
    private readonly sessions: SessionService,
  ) {}

  /** Whatever is wrong is said before anything is changed. */
  async check(rows: PercloudJson, percloud: string, password: string | undefined) {
    if (rows.percloud.id !== percloud) throw new Problem('backup-damaged', { detail: 'It is of another percloud.' });
    if (password !== undefined) refuseWeakPassword(password, ownerAmong(rows).name, 'body.password');
    await this.refuseStrangers(rows);
    await this.refuseTaken(rows);
  }

  /** `token`: of the owner's session, where they are the box's first person. */
  async take(rows: PercloudJson, adopted: BackupTargetRow, backup: string, { isFirst, password, client }: Circumstances) {
    const owner = ownerAmong(rows);
    if (password !== undefined) owner.passwordHash = await hashPassword(password);
    const known = await this.database.getRepository(PersonRow).findBy({ id: In(rows.people.map(({ id }) => id)) });
    const newcomers = rows.people.filter(({ id }) => !known.some((person) => person.id === id));
    const { token, session } = this.sessions.prepare(owner.id, client);
    const percloud = rows.percloud.id;
    const arriving: Arriving = { backup, by: { id: owner.id, name: owner.name }, apps: rows.apps };
    const target = { ...adopted, percloud, arriving };
    atomically(this.database, [
      ...newcomers.map((person) => this.insert(PersonRow, person.id === owner.id ? owner : person)),
      this.insert(PercloudRow, rows.percloud),
      ...rows.grants.map((grant) => this.insert(GrantRow, { ...grant, percloud })),
      ...rows.appPasswords.map((row) => this.insert(AppPasswordRow, row)),
      this.insert(BackupTargetRow, target),
      ...(isFirst ? [...this.claims.firstPersonRows(owner), this.insert(SessionRow, session)] : []),
    ]);
    return { arriving, token: isFirst ? token : null };
  }

  /** Rows that reach into other perclouds of this box were written by hand. */
  private async refuseStrangers({ people, grants, apps, appPasswords }: PercloudJson) {
    const isPerson = (id: string) => people.some((person) => person.id === id);
    const isApp = (id: string) => apps.some((app) => app.id === id);
    const fits = grants.every(({ person }) => isPerson(person)) && appPasswords.every(({ app, person }) => isApp(app) && isPerson(person));
    const isElsewhere = await this.database.getRepository(AppRow).existsBy({ id: In(apps.map(({ id }) => id)) });
    if (!fits || isElsewhere) throw new Problem('backup-damaged', { detail: 'What is in it does not belong together.' });
  }

  /** Apps know people by their names: nobody is renamed on the way. */
  private async refuseTaken({ people, percloud }: PercloudJson) {
    const named = await this.database.getRepository(PersonRow).findBy({ name: In(people.map(({ name }) => name)) });
    const taken = named.find(({ id, name }) => people.some((person) => person.name === name && person.id !== id));
    if (taken) throw new Problem('name-taken', { values: { name: taken.name } });
    if (await this.database.getRepository(PercloudRow).existsBy({ slug: percloud.slug }))
      throw new Problem('name-taken', { values: { name: percloud.slug } });
  }

  private insert<T extends object>(entity: new () => T, row: T) {
    return this.database.createQueryBuilder().insert().into(entity).values(row);
  }
}

function ownerAmong({ people, grants }: PercloudJson): PersonRow {
  const grant = grants.find(({ role }) => role === 'owner');
  const owner = people.find(({ id }) => id === grant?.person);
  if (!owner) throw new Problem('backup-damaged', { detail: 'Nobody owns the percloud in it.' });
  return { ...owner };
}
