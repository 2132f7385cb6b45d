import { Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { InputOf, ResponseOf } from '@percloud/contract/endpoint';
import type { ResetWay } from '@percloud/contract/people';
import { networkOf } from '../gate/network-of.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import type { ClientFacts } from '../http/client.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { Problem } from '../problem.ts';
import { ClaimService } from './claim.service.ts';
import { newCode } from './claim-code.ts';
import { PersonService } from './person.service.ts';
import { findResetCode, forgetResetCode, hashOfCode, type KeptCode, keepResetCode, whileSpent } from './reset-code.ts';
import { SessionService } from './session.service.ts';

const minute = 60_000;
/** By a file it has to last until the box's card was in a computer once more, and back in the box. */
const lastsMs: Record<ResetWay, number> = { screen: 30 * minute, command: 30 * minute, file: 24 * 60 * minute };

/** Who can touch the box may set a new password for a person of the box: they could read everything on it anyway. */
@Injectable()
export class PasswordResetService {
  private readonly codeFile: string;
  private readonly triesByAddress = new RateLimit(10, 10 * minute);
  private readonly tries = new RateLimit(600, 10 * minute);
  /** Of two at once one has it. */
  private readonly beingUsed = new Set<string>();

  constructor(
    host: Host,
    private readonly claims: ClaimService,
    private readonly people: PersonService,
    private readonly sessions: SessionService,
  ) {
    this.codeFile = paths(host).resetCode;
  }

  async makeCode(way: ResetWay): Promise<ResponseOf<typeof api.makeResetCode>> {
    if ((await this.claims.state()).awaited === 'everything')
      throw new Problem('wrong-state', { values: { hint: 'This box has no owner yet. Claim it first.' } });
    const code = newCode();
    const endsAt = new Date(Date.now() + lastsMs[way]).toISOString();
    keepResetCode(this.codeFile, { hash: hashOfCode(code), way, endsAt });
    return { code, endsAt };
  }

  goodCode(): ResponseOf<typeof api.getResetCode> {
    const found = findResetCode(this.codeFile, new Date());
    // Its file goes with it: what waits for that on the box hears of it.
    if (!found) forgetResetCode(this.codeFile);
    return { good: found ? { way: found.way, endsAt: found.endsAt } : null };
  }

  /** Returns whose password it is now and the token of their first session with it. */
  async reset(input: InputOf<typeof api.resetPasswordWithCode>['body'], client: ClientFacts): Promise<{ person: string; token: string }> {
    this.triesByAddress.take(networkOf(client.address));
    this.tries.take('everybody');
    const code = this.good(input.code);
    this.beingUsed.add(code.hash);
    try {
      // A password too weak, a name mistyped, a full disk: nothing came of it, and the code stays good.
      const options = { field: 'body.password', within: (write: () => void) => this.spend(code, write) };
      const person = await this.people.resetPassword(input.name, input.password, options);
      return { person, token: await this.sessions.start(person, client) };
    } finally {
      this.beingUsed.delete(code.hash);
    }
  }

  /** Before the password is another one: whatever happens right after, it works once. */
  private spend({ hash }: KeptCode, write: () => void) {
    // Somebody at the box may have asked for a new one meanwhile.
    if (findResetCode(this.codeFile, new Date())?.hash !== hash) write();
    else whileSpent(this.codeFile, write);
  }

  private good(typed: string): KeptCode {
    const code = findResetCode(this.codeFile, new Date());
    // Hashes of 40 random bits are compared: how long that takes tells nothing that helps to guess.
    if (!code || code.hash !== hashOfCode(typed) || this.beingUsed.has(code.hash))
      throw new Problem('wrong-reset-code', { fields: [{ path: 'body.code', message: 'is not the code', rule: 'not-right' }] });
    return code;
  }
}
