import { readdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { Place } from '@percloud/contract/backup-places';
import type { FoundPercloud } from '@percloud/contract/recovery';
import { FileSystems } from '../gateways/file-systems.ts';
import type { ResticSnapshot } from '../gateways/restic-output.ts';
import { hasCode, Problem } from '../problem.ts';
import { appsOf, BackupParts } from './backup-parts.ts';
import { findAddress } from './place-address.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { diskFolder, TargetAccess } from './target-access.ts';
import { TargetFiles } from './target-files.ts';
import { TargetsService } from './targets.service.ts';

/** A repository that opened, with what would become its row. */
export interface Opened {
  target: BackupTargetRow;
  found: FoundPercloud;
}

/** Under this the box's SSH key for fetching lies, before it is known whose percloud it will be. */
export const recoveryKey = 'recovery';

/** What lies in a place that somebody has words for. */
@Injectable()
export class FoundRepositories {
  constructor(
    private readonly targets: TargetsService,
    private readonly files: TargetFiles,
    private readonly access: TargetAccess,
    private readonly disks: FileSystems,
    private readonly parts: BackupParts,
  ) {}

  /** A disk can hold several perclouds, of which the words open one's own; any other address is of one. */
  async open(place: Place, wordsFile: string): Promise<Opened[]> {
    if (place.kind !== 'disk') return [await this.openOne(place, recoveryKey, wordsFile)];
    const perclouds = await this.disks.use(place.fileSystem, listFolders);
    const opened: Opened[] = [];
    let closed: unknown;
    for (const percloud of perclouds) {
      try {
        opened.push(await this.openOne(place, percloud, wordsFile));
      } catch (error) {
        closed = error;
      }
    }
    if (opened.length === 0 && closed) throw closed;
    return opened;
  }

  async forget(opened: readonly Opened[]) {
    for (const { target } of opened) await this.files.remove(target.id);
  }

  private async openOne(place: Place, percloud: string, wordsFile: string): Promise<Opened> {
    const target = await this.targets.rowFor(percloud, place);
    try {
      await this.files.create(target.id, percloud, await findAddress(place));
      const found = await this.access.use(target, (repository) => this.look(repository), wordsFile);
      return { target: { ...target, percloud: found.percloud }, found };
    } catch (error) {
      await this.files.remove(target.id);
      throw error;
    }
  }

  private async look(repository: Parameters<BackupParts['readPercloud']>[0]): Promise<FoundPercloud> {
    const newestFirst = (await this.parts.restic.list(repository)).toSorted((a, b) => b.time.localeCompare(a.time));
    const [newest] = newestFirst;
    if (!newest) throw new Problem('backup-not-there');
    const { percloud, people, grants, apps } = await this.parts.readPercloud(repository, newest.id);
    const owners = grants.filter(({ role }) => role === 'owner').map(({ person }) => person);
    return {
      ...{ percloud: percloud.id, slug: percloud.slug, name: percloud.name },
      owners: people.filter(({ id }) => owners.includes(id)).map(({ displayName }) => displayName),
      apps: appsOf(apps),
      backups: newestFirst.filter(({ hostname }) => hostname === percloud.id).map(asBackup),
    };
  }
}

const asBackup = ({ id, time }: ResticSnapshot) => ({ id, takenAt: new Date(time).toISOString() });

async function listFolders(directory: string): Promise<string[]> {
  try {
    return (await readdir(`${directory}/${diskFolder}`)).filter((name) => /^[a-z0-9]{20}$/.test(name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new Problem('backup-not-there');
    throw error;
  }
}
