import { Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { Place } from '@percloud/contract/backup-places';
import type { InputOf } from '@percloud/contract/endpoint';
import type { Operation } from '@percloud/contract/operations';
import type { FoundPercloud } from '@percloud/contract/recovery';
import { newId } from '../database/new-id.ts';
import { FileSystems } from '../gateways/file-systems.ts';
import type { Caller } from '../http/caller.ts';
import type { ClientFacts } from '../http/client.ts';
import { isOperator } from '../http/may-call.ts';
import { Log } from '../log/log.ts';
import { faultPoint } from '../operations/faults.ts';
import { ClaimService } from '../people/claim.service.ts';
import { PercloudService } from '../perclouds/percloud.service.ts';
import { causes, Problem } from '../problem.ts';
import { AdoptedRepository } from './adopted-repository.ts';
import { ArrivingApps } from './arriving-apps.ts';
import { BackupParts } from './backup-parts.ts';
import { FoundRepositories, type Opened } from './found-repositories.ts';
import { PercloudImport } from './percloud-import.ts';
import { requireWords } from './recovery-words.service.ts';
import { TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';

interface Recovery {
  words: string;
  opened: Opened[];
  until: number;
  /** Pressed twice, it is done once. */
  started: boolean;
}

type StartInput = InputOf<typeof api.startRecovery>['body'];
type Started = { percloud: string; operations: Operation[]; token: string | null };

const openForMs = 30 * 60_000;

/** "I have a recovery kit": words and a place, and a whole percloud is here. */
@Injectable()
export class RecoveryService {
  /** Words stand nowhere but here, and not for long. */
  private readonly recoveries = new Map<string, Recovery>();

  constructor(
    private readonly claims: ClaimService,
    private readonly perclouds: PercloudService,
    private readonly repositories: FoundRepositories,
    private readonly repository: AdoptedRepository,
    private readonly imports: PercloudImport,
    private readonly parts: BackupParts,
    private readonly access: TargetAccess,
    private readonly files: TargetFiles,
    private readonly disks: FileSystems,
    private readonly arriving: ArrivingApps,
    private readonly log: Log,
  ) {}

  async listDisks(code: string | undefined, caller: Caller, client: ClientFacts) {
    await this.allow(code, caller, client);
    return this.disks.list();
  }

  async open(
    { code, place, words: typed }: InputOf<typeof api.openRecovery>['body'],
    caller: Caller,
    client: ClientFacts,
  ): Promise<{ recovery: string; perclouds: FoundPercloud[] }> {
    await this.allow(code, caller, client);
    const words = requireWords(typed);
    const opened = await this.openAll(place, words);
    const recovery = newId();
    this.recoveries.set(recovery, { words, opened, until: Date.now() + openForMs, started: false });
    setTimeout(() => void this.end(recovery), openForMs).unref();
    return { recovery, perclouds: opened.map(({ found }) => found) };
  }

  /** Its people and rows at once, in one transaction; its apps follow, each by an operation of its own. */
  async start(id: string, input: StartInput, caller: Caller, client: ClientFacts): Promise<Started> {
    const recovery = this.recoveries.get(id);
    if (!recovery) throw new Problem('recovery-ended');
    if (recovery.started) throw new Problem('busy');
    recovery.started = true;
    try {
      return await this.startOnce(id, recovery, input, caller, client);
    } finally {
      recovery.started = false;
      if (recovery.until <= Date.now()) await this.end(id);
    }
  }

  private async startOnce(id: string, recovery: Recovery, { percloud, backup, password }: StartInput, caller: Caller, client: ClientFacts) {
    const opened = recovery.opened.find(({ found }) => found.percloud === percloud);
    if (!opened?.found.backups.some((one) => one.id === backup)) throw new Problem('backup-not-found');
    const isFirst = (await this.claims.state()).awaited === 'everything';
    if (!isFirst && !isOperator(caller)) throw new Problem('not-allowed');
    if (await this.perclouds.exists(percloud)) throw new Problem('percloud-is-here');

    const rows = await this.files.withPassword(recovery.words, (file) =>
      this.access.use(opened.target, (repository) => this.parts.readPercloud(repository, backup), file),
    );
    await this.imports.check(rows, percloud, password);
    const target = await this.repository.adoptToFetch(opened.target, recovery.words);
    const { arriving, token } = await this.imports
      .take(rows, target, backup, { isFirst, password, client })
      .catch(async (error: unknown) => {
        await this.files.forgetBorrowed(target.id);
        throw error;
      });
    faultPoint('backup.recover', 'take', 'after');
    this.recoveries.delete(id);
    await this.repositories.forget(recovery.opened.filter((one) => one !== opened));
    const operations = await this.arriving.begin({ id: target.id, percloud }, arriving);
    await this.claims.settle();
    return { percloud, operations, token };
  }

  private async openAll(place: Place, words: string): Promise<Opened[]> {
    const opened = await this.files.withPassword(words, (file) => this.repositories.open(place, file));
    if (opened.length === 0) throw new Problem('backup-not-there');
    return opened;
  }

  /** Who stands before a box that nobody has claimed proves it by its code; any other box asks its operator. */
  private async allow(code: string | undefined, caller: Caller, client: ClientFacts) {
    if (isOperator(caller)) return;
    if ((await this.claims.state()).awaited === 'everything') await this.claims.requireCode(code ?? '', client);
    else throw new Problem(caller.kind === 'anyone' ? 'not-signed-in' : 'not-allowed');
  }

  private async end(id: string) {
    const recovery = this.recoveries.get(id);
    // It is looked at again when the start is over.
    if (!recovery || recovery.started) return;
    this.recoveries.delete(id);
    await this.repositories
      .forget(recovery.opened)
      .catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'a recovery was not ended'));
  }
}
