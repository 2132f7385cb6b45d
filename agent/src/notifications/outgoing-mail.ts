import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import { mailAccountSchema, type OutgoingMail } from '@percloud/contract/notifications';
import { Subject } from 'rxjs';
import { z } from 'zod';
import { type Letter, Mail, type MailAccess } from '../gateways/mail.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { inTurn } from '../in-turn.ts';
import { Log } from '../log/log.ts';
import { causes, hasCode, Problem } from '../problem.ts';
import { removeForGood } from '../remove-for-good.ts';

/** What is shown of the last message, as long as none could be handed in since. */
export const asLast = (problem: Problem): OutgoingMail['lastProblem'] => ({ problem: problem.toDocument(), at: new Date().toISOString() });
const keptSchema = mailAccountSchema.extend({ password: z.string() });

/** The account the box sends mail with: one for all its people. In a file of root's, 0600; never in the database or in a log. */
@Injectable()
export class OutgoingMailAccount {
  /** It is another one now, or was set anew. */
  readonly changed = new Subject<void>();
  private readonly oneByOne = inTurn();
  private lastProblem: OutgoingMail['lastProblem'] = null;

  constructor(
    private readonly host: Host,
    private readonly mail: Mail,
    private readonly log: Log,
  ) {}

  async view(): Promise<OutgoingMail> {
    const kept = await this.find();
    return { account: kept ? mailAccountSchema.strip().parse(kept) : null, lastProblem: this.lastProblem };
  }

  /** Kept only if it lets the box in. */
  set(access: MailAccess): Promise<OutgoingMail> {
    return this.oneByOne(() => this.setOnce(access));
  }

  private async setOnce(access: MailAccess): Promise<OutgoingMail> {
    await this.mail.signIn(access);
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
    await writeFile(`${this.file}.new`, JSON.stringify(access), { mode: 0o600, flush: true });
    await rename(`${this.file}.new`, this.file);
    this.lastProblem = null;
    this.changed.next();
    return this.view();
  }

  /** Behind one that is just being tried: it would come back otherwise. */
  remove() {
    return this.oneByOne(async () => {
      removeForGood(this.file);
      this.lastProblem = null;
    });
  }

  async exists(): Promise<boolean> {
    return (await this.find()) !== undefined;
  }

  /** `patient`: nobody waits for it, so the server may take its time. */
  async send(letter: Letter, { patient = false } = {}): Promise<void> {
    const access = await this.find();
    if (!access) throw new Problem('no-outgoing-mail');
    try {
      await this.mail.send(access, letter, { patient });
      this.lastProblem = null;
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'a message could not be handed in');
      // An address is its person's matter.
      if (error instanceof Problem && error.code !== 'mail-address-refused') this.lastProblem = asLast(error);
      throw error;
    }
  }

  private async find(): Promise<MailAccess | undefined> {
    try {
      return keptSchema.parse(JSON.parse(await readFile(this.file, 'utf8')));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  private get file() {
    return paths(this.host).outgoingMail;
  }
}
