import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Notices } from '@percloud/contract/notifications';
import { DataSource } from 'typeorm';
import type { Letter } from '../gateways/mail.ts';
import { viewFor } from '../health/finding-view.ts';
import { Findings, type KeptFinding } from '../health/findings.service.ts';
import { Host } from '../host/host.module.ts';
import { originOf } from '../host/host-config.ts';
import type { PersonCaller } from '../http/caller.ts';
import { RateLimit } from '../http/rate-limit.ts';
import { inTurn } from '../in-turn.ts';
import { latest } from '../latest.ts';
import { Log } from '../log/log.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { PersonRow } from '../people/person.entity.ts';
import { causes, Problem } from '../problem.ts';
import { firstLetter, letterOf } from './letters.ts';
import { NoticeChoiceRow } from './notice.entity.ts';
import { asLast, OutgoingMailAccount } from './outgoing-mail.ts';
import { Pauses } from './pauses.ts';
import { Told } from './told.ts';

/** What goes to and fro within this is not sent at all, and what comes together goes in one message. */
const lookEveryMs = 20_000;
const hour = 60 * 60_000;
const server = 'the server';

/**
 * What is urgent is told by e-mail to who chose that and may see it, and that it is over. Looked at again and again: whatever went wrong,
 * what is so and what was told are compared the next time. Only kinds of things are named: no app, place or person goes through other
 * people's mail servers.
 */
@Injectable()
export class NoticesService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly told: Told;
  private readonly oneByOne = inTurn();
  private readonly pauses = new Pauses();
  /** First messages go to whatever address was typed. */
  private readonly firstLetters = new RateLimit(5, hour);
  /** Something that comes and goes for hours fills no mailbox. */
  private readonly letters = new RateLimit(10, hour);
  /** By person, until a message to them could be handed in. */
  private readonly lastProblems = new Map<string, Notices['lastProblem']>();
  private readonly look = latest(() => this.lookOnce());
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly database: DataSource,
    private readonly findings: Findings,
    private readonly account: OutgoingMailAccount,
    private readonly log: Log,
  ) {
    this.told = new Told(database);
  }

  async onApplicationBootstrap() {
    await this.told.load();
    this.timer = setInterval(() => this.lookQuietly(), lookEveryMs).unref();
    this.account.changed.subscribe(() => {
      this.pauses.endAll();
      this.lastProblems.clear();
      this.lookQuietly();
    });
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  async view({ id }: PersonCaller): Promise<Notices> {
    const choice = await this.choices.findOneBy({ person: id });
    return { email: choice?.email ?? null, boxCanSend: await this.account.exists(), lastProblem: this.lastProblems.get(id) ?? null };
  }

  /** An address that the mail server does not take is not kept. */
  choose(caller: PersonCaller, email: string | null): Promise<Notices> {
    // Pressed twice, or thought better of: the last one counts.
    return this.oneByOne(() => this.chooseOnce(caller, email));
  }

  private async chooseOnce(caller: PersonCaller, email: string | null): Promise<Notices> {
    const { id } = caller;
    if (email === null) await this.forget(id);
    else {
      this.firstLetters.take(id);
      const before = await this.choices.findOneBy({ person: id });
      // First, because what was sent can't be taken back where the disk is full.
      await this.choices.upsert({ person: id, email }, ['person']);
      try {
        await this.account.send({ to: email, ...firstLetter(await this.get(id), this.panel) });
      } catch (error) {
        if (before) await this.choices.upsert(before, ['person']);
        else await this.choices.delete({ person: id });
        throw error;
      }
      this.pauses.end(id);
    }
    this.lastProblems.delete(id);
    return this.view(caller);
  }

  private async forget(person: string) {
    await this.choices.delete({ person });
    this.told.removeAllOf(person);
    await this.told.write();
  }

  private async lookOnce() {
    await this.writeDown();
    if (!(await this.account.exists())) return;
    const urgent = this.findings.list().filter(({ severity }) => severity === 'bad');
    for (const choice of await this.choices.find()) {
      if (this.pauses.lasts(server)) return;
      if (!this.pauses.lasts(choice.person)) await this.tell(choice, urgent);
    }
  }

  private async tell({ person: id, email }: NoticeChoiceRow, urgent: readonly KeptFinding[]) {
    const before = this.told.of(id);
    const over = before.filter(({ finding }) => this.findings.isOver(finding));
    const still = before.filter((one) => !over.includes(one));
    const caller = await this.callerOf(id);
    const needs = urgent.filter((finding) => !this.told.has(id, finding.id) && viewFor(caller, finding) !== undefined);
    if (needs.length + over.length === 0) return;
    const letter = letterOf(await this.get(id), { needs, over, still }, this.panel);
    if (letter && !(await this.send(id, { to: email, ...letter, id: idOf(id, needs, over) }))) return;
    for (const { id: finding, check } of needs) this.told.add(id, { finding, check });
    for (const { finding } of over) this.told.remove(id, finding);
    await this.writeDown();
  }

  /** A full disk keeps nobody from being told of it: what can't be written now is, the next time. */
  private async writeDown() {
    await this.told
      .write()
      .catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'what was told can’t be written down'));
  }

  /** False: it could not be handed in, and is tried again. */
  private async send(person: string, letter: Letter): Promise<boolean> {
    try {
      this.letters.take(person);
      await this.account.send(letter, { patient: true });
      for (const key of [server, person]) this.pauses.end(key);
      this.lastProblems.delete(person);
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.code === 'too-many-tries') return false;
      this.pauses.failed(error.code === 'mail-address-refused' ? person : server);
      this.lastProblems.set(person, asLast(error));
      return false;
    }
  }

  private async callerOf(id: string): Promise<PersonCaller> {
    const grants = await this.database.getRepository(GrantRow).findBy({ person: id });
    return { kind: 'person', id, name: '', sessionId: '', grants };
  }

  private get(id: string): Promise<PersonRow> {
    return this.database.getRepository(PersonRow).findOneByOrFail({ id });
  }

  private lookQuietly() {
    void this.look().catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'notices could not be sent or kept'));
  }

  private get panel() {
    return originOf(this.host.hostname, this.host);
  }

  private get choices() {
    return this.database.getRepository(NoticeChoiceRow);
  }
}

/** The same for the same message: where an answer was lost and it is sent again, a mailbox can see that. */
const idOf = (person: string, needs: readonly KeptFinding[], over: readonly { finding: string }[]) =>
  createHash('sha256')
    .update(JSON.stringify([person, needs.map(({ id, since }) => [id, since]), over.map(({ finding }) => finding)]))
    .digest('hex');
