import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { InputOf } from '@percloud/contract/endpoint';
import type { Language } from '@percloud/contract/words';
import { readBoxSettings } from '@percloud/provisioning/box-settings';
import { DataSource } from 'typeorm';
import { atomically, type Statement } from '../database/atomically.ts';
import { networkOf } from '../gate/network-of.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import type { ClientFacts } from '../http/client.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { Log } from '../log/log.ts';
import { PercloudRow } from '../perclouds/percloud.entity.ts';
import { causes, Problem } from '../problem.ts';
import { ClaimRow } from './claim.entity.ts';
import { ensureClaimCode, forgetClaimCode, isCode } from './claim-code.ts';
import { grantRow, percloudRow, personRow } from './claim-rows.ts';
import { forgetFleet, readFleet } from './fleet.ts';
import { GrantRow } from './grant.entity.ts';
import { OwnerClaimRow } from './owner-claim.entity.ts';
import { hashPassword, refuseWeakPassword } from './password.ts';
import { PersonRow } from './person.entity.ts';
import { SessionRow } from './session.entity.ts';
import { SessionService } from './session.service.ts';

const minute = 60_000;

type ClaimInput = InputOf<typeof api.claim>['body'];

/** Whom the box waits for: its first person, or, where an operator has claimed it before, the owner of its first percloud. */
type Awaited = 'everything' | 'owner' | 'nobody';

interface ClaimState {
  awaited: Awaited;
  /** Of who claimed it: the best guess for a visitor. */
  language: Language;
  /** Who looks after it, where an owner is awaited. */
  operator: string | null;
}

/** The first person becomes owner of the first percloud and, unless an operator was there before them, operator of the box. */
@Injectable()
export class ClaimService implements OnModuleInit {
  private readonly codeFile: string;
  private readonly fleetFile: string;
  private readonly dataDir: string;
  private readonly triesByAddress = new RateLimit(10, 10 * minute);
  private readonly tries = new RateLimit(600, 10 * minute);

  constructor(
    host: Host,
    @Inject(DataSource) private readonly database: DataSource,
    private readonly sessions: SessionService,
    private readonly log: Log,
  ) {
    this.codeFile = paths(host).claimCode;
    this.fleetFile = paths(host).fleet;
    this.dataDir = host.dataDir;
  }

  /** The rows decide, the files follow: a crash between the two is mended here. */
  async onModuleInit() {
    try {
      await this.claimForOperator();
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'the operator in fleet.json was not taken on');
    }
    await this.code();
  }

  async state(): Promise<ClaimState> {
    const claim = await this.database.getRepository(ClaimRow).findOneBy({ id: 1 });
    if (!claim) return { awaited: 'everything', language: (await readBoxSettings(this.dataDir)).language ?? 'en', operator: null };
    const person = await this.database.getRepository(PersonRow).findOneBy({ id: claim.person });
    const owned = (await this.database.getRepository(OwnerClaimRow).existsBy({ id: 1 })) || (await this.hasPerclouds());
    return {
      awaited: owned ? 'nobody' : 'owner',
      language: person?.language ?? 'en',
      operator: owned ? null : (person?.displayName ?? null),
    };
  }

  /** Null once nobody is awaited. */
  async code(): Promise<string | null> {
    if ((await this.state()).awaited !== 'nobody') return ensureClaimCode(this.codeFile);
    forgetClaimCode(this.codeFile);
    return null;
  }

  /** For the operator of a box whose percloud waits for its owner. */
  async ownerCode(): Promise<string | null> {
    return (await this.state()).awaited === 'owner' ? this.code() : null;
  }

  /** Only so many tries: the code is short. */
  async requireCode(typed: string, client: ClientFacts) {
    this.triesByAddress.take(networkOf(client.address));
    this.tries.take('everybody');
    const code = await this.code();
    if (code === null) throw new Problem('already-claimed');
    if (!isCode(typed, code))
      throw new Problem('wrong-claim-code', { fields: [{ path: 'body.code', message: 'is not the code', rule: 'not-right' }] });
  }

  /** For who brings their percloud to a box that waits for its first person: they are that person. */
  firstPersonRows(person: PersonRow): Statement[] {
    const row = { id: 1 as const, person: person.id, claimedAt: new Date().toISOString() };
    return [this.insert(ClaimRow, row), this.insert(GrantRow, grantRow(person, 'operator', null)), this.insert(OwnerClaimRow, row)];
  }

  /** After a transaction that brought a person, or took the last one that was awaited. */
  async settle() {
    await this.code();
    await this.sessions.changed();
  }

  /** Returns who claimed it and the token of their first session. */
  async claim(input: ClaimInput, client: ClientFacts): Promise<{ person: string; token: string }> {
    await this.requireCode(input.code, client);
    refuseWeakPassword(input.password, input.name, 'body.password');

    const person = personRow({ ...input, passwordHash: await hashPassword(input.password) });
    const { token, session } = this.sessions.prepare(person.id, client);
    const { awaited } = await this.state();
    try {
      this.insertOwner(person, input, session, awaited);
    } catch (cause) {
      throw await this.refusal(cause);
    }
    forgetClaimCode(this.codeFile);
    await this.sessions.changed();
    return { person: person.id, token };
  }

  /** All that an owner needs, and all that a box needs where they are the first. */
  private insertOwner(person: PersonRow, { percloud: slug, percloudName }: ClaimInput, session: SessionRow, awaited: Awaited) {
    const percloud = percloudRow(person, slug, percloudName);
    const row = { id: 1 as const, person: person.id, claimedAt: person.createdAt };
    const isFirst = awaited === 'everything';
    atomically(this.database, [
      this.insert(PersonRow, person),
      ...(isFirst ? [this.insert(ClaimRow, row), this.insert(GrantRow, grantRow(person, 'operator', null))] : []),
      this.insert(OwnerClaimRow, row),
      this.insert(PercloudRow, percloud),
      this.insert(GrantRow, grantRow(person, 'owner', percloud.id)),
      this.insert(SessionRow, session),
    ]);
  }

  /** An operator of many boxes claims this one by a file that lay on it; whoever has the code that is shown then owns a percloud, no more. */
  private async claimForOperator() {
    const operator = readFleet(this.fleetFile);
    if (!operator) return;
    if ((await this.state()).awaited === 'everything') {
      const person = personRow(operator);
      // A code that was shown before would have given away the whole box. Gone first: killed after the rows, it would stay for good.
      forgetClaimCode(this.codeFile);
      atomically(this.database, [
        this.insert(PersonRow, person),
        this.insert(ClaimRow, { id: 1, person: person.id, claimedAt: person.createdAt }),
        this.insert(GrantRow, grantRow(person, 'operator', null)),
      ]);
      this.log.logger.info({ person: person.name }, 'an operator has claimed the box by fleet.json');
    }
    forgetFleet(this.fleetFile);
  }

  private async refusal(cause: unknown): Promise<unknown> {
    if (!(cause instanceof Error) || !/UNIQUE constraint failed: (claim|owner_claim|person)\./.test(cause.message)) return cause;
    // Two at once with the right code: the database let the other one in.
    if ((await this.state()).awaited === 'nobody') return new Problem('already-claimed', { cause });
    return new Problem('bad-input', { fields: [{ path: 'body.name', message: 'is taken', rule: 'taken' }], cause });
  }

  private hasPerclouds = () => this.database.getRepository(PercloudRow).exists();

  private insert<T extends object>(entity: new () => T, row: T) {
    return this.database.createQueryBuilder().insert().into(entity).values(row);
  }
}
