import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { Language } from '@percloud/contract/words';
import { DataSource } from 'typeorm';
import { atomically } from '../database/atomically.ts';
import { newId } from '../database/new-id.ts';
import { networkOf } from '../gate/network-of.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import type { ClientFacts } from '../http/client.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';
import { Problem } from '../problem.ts';
import { ClaimRow } from './claim.entity.ts';
import { ensureClaimCode, forgetClaimCode, isCode } from './claim-code.ts';
import { GrantRow } from './grant.entity.ts';
import { hashPassword, refuseWeakPassword } from './password.ts';
import { PersonRow } from './person.entity.ts';
import { SessionRow } from './session.entity.ts';
import { SessionService } from './session.service.ts';

const minute = 60_000;

type ClaimInput = InputOf<typeof api.claim>['body'];

/** The first person becomes owner of the first percloud and operator of the box. */
@Injectable()
export class ClaimService implements OnModuleInit {
  private readonly codeFile: string;
  private readonly triesByAddress = new RateLimit(10, 10 * minute);
  private readonly tries = new RateLimit(600, 10 * minute);

  constructor(
    host: Host,
    @Inject(DataSource) private readonly database: DataSource,
    private readonly sessions: SessionService,
  ) {
    this.codeFile = paths(host).claimCode;
  }

  /** The row decides, the file follows: a crash between the two is mended here. */
  async onModuleInit() {
    await this.code();
  }

  /** The language is that of who claimed it: the best guess for a visitor. */
  async state(): Promise<{ claimed: boolean; language: Language }> {
    const claim = await this.database.getRepository(ClaimRow).findOneBy({ id: 1 });
    const person = claim && (await this.database.getRepository(PersonRow).findOneBy({ id: claim.person }));
    return { claimed: claim !== null, language: person?.language ?? 'en' };
  }

  /** Null once the box is claimed. */
  async code(): Promise<string | null> {
    if (!(await this.state()).claimed) return ensureClaimCode(this.codeFile);
    forgetClaimCode(this.codeFile);
    return null;
  }

  /** Returns who claimed it and the token of their first session. */
  async claim(input: ClaimInput, client: ClientFacts): Promise<{ person: string; token: string }> {
    this.triesByAddress.take(networkOf(client.address));
    this.tries.take('everybody');
    const code = await this.code();
    if (code === null) throw new Problem('already-claimed');
    if (!isCode(input.code, code))
      throw new Problem('wrong-claim-code', { fields: [{ path: 'body.code', message: 'is not the code', rule: 'not-right' }] });
    refuseWeakPassword(input.password, input.name, 'body.password');

    const claimed = this.rows(input, await hashPassword(input.password));
    const { token, session } = this.sessions.prepare(claimed.person.id, client);
    this.insert(claimed, session);
    forgetClaimCode(this.codeFile);
    await this.sessions.changed();
    return { person: claimed.person.id, token };
  }

  private rows(input: ClaimInput, passwordHash: string) {
    const createdAt = new Date().toISOString();
    const { name, displayName, language } = input;
    const person: PersonRow = { id: newId(), name, displayName, language, passwordHash, createdAt };
    const percloud: PercloudRow = {
      id: newId(),
      slug: input.percloud ?? slugFrom(name),
      name: input.percloudName ?? displayName,
      createdAt,
    };
    const grant = (role: GrantRow['role'], scope: string | null): GrantRow => ({
      id: newId(),
      person: person.id,
      role,
      percloud: scope,
      endsAt: null,
      createdAt,
    });
    return { person, percloud, grants: [grant('operator', null), grant('owner', percloud.id)], createdAt };
  }

  private insert({ person, percloud, grants, createdAt }: ReturnType<ClaimService['rows']>, session: SessionRow) {
    const insert = <T extends object>(entity: new () => T, row: T) => this.database.createQueryBuilder().insert().into(entity).values(row);
    try {
      atomically(this.database, [
        insert(PersonRow, person),
        insert(ClaimRow, { id: 1, person: person.id, claimedAt: createdAt }),
        insert(PercloudRow, percloud),
        ...grants.map((grant) => insert(GrantRow, grant)),
        insert(SessionRow, session),
      ]);
    } catch (cause) {
      // Two at once with the right code: the database let the other one in.
      if (cause instanceof Error && /UNIQUE constraint failed: (claim|person)\./.test(cause.message))
        throw new Problem('already-claimed', { cause });
      throw cause;
    }
  }
}

/** `ana.maria` → `anamaria`; a name starts with a letter, so something is left. */
const slugFrom = (name: string) => name.replace(/[^a-z0-9]/g, '').slice(0, 25);
