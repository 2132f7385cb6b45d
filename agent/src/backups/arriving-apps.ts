import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Operation } from '@percloud/contract/operations';
import { AppsService } from '../apps/apps.service.ts';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { causes } from '../problem.ts';
import { BackupParts } from './backup-parts.ts';
import type { Arriving, BackupTargetRow } from './target.entity.ts';
import { TargetRecords } from './target-records.ts';

type App = Arriving['apps'][number];
type Target = Pick<BackupTargetRow, 'id' | 'percloud'>;

/**
 * Apps of a percloud that was brought here from a backup, each by an operation of its own. They are noted in the same transaction as its
 * rows: those that were not begun yet when the power went are begun at the next start.
 */
@Injectable()
export class ArrivingApps implements OnApplicationBootstrap {
  constructor(
    private readonly records: TargetRecords,
    private readonly parts: BackupParts,
    private readonly journal: Journal,
    private readonly apps: AppsService,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap() {
    for (const target of await this.records.listAll()) if (target.arriving) await this.begin(target, target.arriving);
  }

  /** One that can't be begun keeps no other back, and can be brought from its backups by hand. */
  async begin(target: Target, { apps, ...from }: Arriving): Promise<Operation[]> {
    void this.lookAround(target.id);
    const begun = await this.journal.listOfKind('backup.bring-beside', target.percloud, 1_000);
    const missing = apps.filter(({ id }) => !begun.some(({ app }) => app === id));
    const operations = await Promise.all(missing.map((app) => this.bring(target, from, app)));
    await this.records.update(target.id, { arriving: null });
    return operations.flat();
  }

  /** At the other backups that are there. */
  private async lookAround(id: string) {
    try {
      await this.parts.inside(id, async (repository) => this.parts.look(await this.parts.get(id), repository));
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'the other backups of a percloud that was brought here were not read');
    }
  }

  private async bring({ id, percloud }: Target, { backup, by }: Omit<Arriving, 'apps'>, app: App): Promise<Operation[]> {
    try {
      const from = { target: id, backup, backedUpApp: app.id };
      return [await this.apps.bringBeside(percloud, from, app, { kind: 'person', ...by })];
    } catch (error) {
      this.log.logger.error({ app: app.id, causes: causes(error) }, 'an app of a percloud that was brought here was not begun');
      return [];
    }
  }
}
