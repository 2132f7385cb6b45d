import { basename, dirname, normalize } from 'node:path/posix';
import type { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import type { BackupEntry } from '@percloud/contract/backups';
import { releaseSchema } from '@percloud/contract/catalog';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { AppRecords } from '../apps/app-records.ts';
import { AppsService } from '../apps/apps.service.ts';
import { newId } from '../database/new-id.ts';
import type { ResticEntry } from '../gateways/restic-output.ts';
import type { Repository } from '../gateways/restic-process.ts';
import { type KnownCaller, type Starter, starterOf } from '../http/caller.ts';
import { Operations } from '../operations/operations.service.ts';
import { Problem } from '../problem.ts';
import { BackedUpReleases } from './backed-up-releases.ts';
import { BackupParts } from './backup-parts.ts';
import { requireNewestHere } from './mend-place.operation.ts';

/** Where in a place: a backup, and an app in it. */
export interface BackedUpApp {
  percloud: string;
  target: string;
  backup: string;
  app: string;
}

export interface OpenFile {
  name: string;
  content: Readable;
}

/** Makes backups, looks into them, and brings apps back. */
@Injectable()
export class BackupsService {
  constructor(
    private readonly parts: BackupParts,
    private readonly records: AppRecords,
    private readonly apps: AppsService,
    private readonly releases: BackedUpReleases,
    private readonly operations: Operations,
  ) {}

  async make(percloud: string, id: string, starter?: Starter): Promise<Operation> {
    const target = await this.parts.records.getReady(percloud, id);
    await this.parts.records.update(id, { triedAt: new Date().toISOString() });
    return this.enqueue('backup.make', percloud, { percloud, target: target.id, byItself: starter === undefined }, starter);
  }

  async drill({ percloud, target, backup }: Omit<BackedUpApp, 'app'>, starter?: Starter): Promise<Operation> {
    await this.parts.records.get(percloud, target);
    await this.parts.records.getBackup(target, backup);
    return this.enqueue('backup.drill', percloud, { percloud, target, backup }, starter);
  }

  async mend(percloud: string, id: string, starter: Starter): Promise<Operation> {
    const target = await this.parts.records.getReady(percloud, id);
    if (target.appendOnly) throw new Problem('backup-mend-append-only');
    if (!(await this.parts.restic.canMend())) throw new Problem('backup-mend-too-old');
    await requireNewestHere(this.parts, id, await this.parts.tree.listApps(percloud));
    return this.enqueue('backup.mend', percloud, { percloud, target: id }, starter);
  }

  async listFiles(from: BackedUpApp, path: string): Promise<BackupEntry[]> {
    const folder = pathInBackup(from.app, path);
    const entries = await this.inside(from, (repository) => this.parts.restic.ls(repository, from.backup, folder));
    return entries
      .map(({ name, type, size, mtime }) => ({
        name,
        kind: kindOf(type),
        sizeBytes: type === 'file' ? (size ?? 0) : null,
        changedAt: mtime,
      }))
      .sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name));
  }

  /** A file as it is; a folder as a tar archive. */
  async readFile(from: BackedUpApp, path: string): Promise<OpenFile> {
    const whole = pathInBackup(from.app, path);
    const target = await this.parts.records.get(from.percloud, from.target);
    const opened = Promise.withResolvers<OpenFile>();
    // The place stays open as long as somebody reads.
    const closed = this.parts.access.use(target, async (repository) => {
      const entry = (await this.parts.restic.ls(repository, from.backup, dirname(whole))).find(({ path: at }) => at === whole);
      if (!entry) throw new Problem('not-found');
      const content = this.parts.restic.dump(repository, from.backup, whole);
      const end = new Promise<void>((resolve) => content.once('close', resolve));
      opened.resolve({ name: entry.type === 'dir' ? `${basename(whole)}.tar` : basename(whole), content });
      await end;
    });
    closed.catch(opened.reject);
    return opened.promise;
  }

  /** In place of what it is now, or beside it. */
  async restore(from: BackedUpApp, as: 'now' | 'beside', caller: KnownCaller): Promise<Operation> {
    const { backup, app } = from;
    const target = await this.parts.records.get(from.percloud, from.target);
    await this.parts.records.getBackup(target.id, backup);
    const [rows, found] = await this.parts.access.use(target, (repository) =>
      Promise.all([this.parts.readPercloud(repository, backup), this.readRelease(repository, backup, app)]),
    );
    const then = rows.apps.find(({ id }) => id === app);
    if (!then) throw new Problem('app-not-found');
    const source = { target: target.id, backup, backedUpApp: app };
    if (as === 'now') {
      const installed = await this.records.getInstalled(from.percloud, app);
      const { release, settings } = await this.releases.choose(from.percloud, then, found);
      return this.apps.bringBack(installed, source, release, settings, caller);
    }
    const isHere = (await this.records.find(app)) !== null;
    return this.apps.bringBeside(from.percloud, source, { ...then, id: isHere ? newId() : app, desired: 'running' }, caller);
  }

  /** One file or folder, into the app as it is now. */
  async putBack(from: BackedUpApp, path: string, caller: KnownCaller): Promise<Operation> {
    const whole = pathInBackup(from.app, path);
    if (whole === pathInBackup(from.app, '')) throw new Problem('not-found');
    const app = await this.records.getInstalled(from.percloud, from.app);
    const entries = await this.inside(from, (repository) => this.parts.restic.ls(repository, from.backup, dirname(whole)));
    if (!entries.some(({ path: at }) => at === whole)) throw new Problem('not-found');
    const source = { target: from.target, backup: from.backup, backedUpApp: from.app };
    return this.apps.putBack(app, source, whole.slice(`/apps/${from.app}/`.length), caller);
  }

  private enqueue(kind: OperationKind, percloud: string, input: object, starter: Starter) {
    return this.operations.enqueue(kind, { id: newId(), input, percloud, app: null, subject: {}, startedBy: starterOf(starter) });
  }

  private async readRelease(repository: Repository, backup: string, app: string) {
    return releaseSchema.parse(await json(this.parts.restic.dump(repository, backup, `/apps/${app}/release/release.json`)));
  }

  private async inside<T>({ percloud, target, backup }: BackedUpApp, work: (repository: Repository) => Promise<T>): Promise<T> {
    const row = await this.parts.records.get(percloud, target);
    await this.parts.records.getBackup(row.id, backup);
    return this.parts.access.use(row, work);
  }
}

/** Data only: neither secrets nor what the box itself keeps beside them. */
function pathInBackup(app: string, path: string): string {
  const root = `/apps/${app}/volumes`;
  const whole = normalize(`${root}/${path}`).replace(/\/$/, '');
  if (whole !== root && !whole.startsWith(`${root}/`)) throw new Problem('not-found');
  return whole;
}

function kindOf(type: ResticEntry['type']): BackupEntry['kind'] {
  if (type === 'dir') return 'folder';
  return type === 'file' ? 'file' : 'other';
}
