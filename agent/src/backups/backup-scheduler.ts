import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { FileSystems } from '../gateways/file-systems.ts';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { BackupTree } from './backup-tree.ts';
import { BackupsService } from './backups.service.ts';
import { Moment } from './moment.ts';
import { isDue, isInWindow, lastDue } from './schedule.ts';
import type { BackupTargetRow } from './target.entity.ts';
import { TargetFiles } from './target-files.ts';
import { TargetRecords } from './target-records.ts';
import { lockOf, TargetsService } from './targets.service.ts';

const lookEveryMs = 60_000;
const drillEveryMs = 7 * 24 * 3_600_000;
const drillAgainAfterMs = 20 * 3_600_000;
const drillUntilHour = 6;
/** After one that did not work. */
const againAfterMs = 3_600_000;

/** Begins backups when they are due, one at a time. Like people, it only enqueues. */
@Injectable()
export class BackupScheduler implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly records: TargetRecords,
    private readonly targets: TargetsService,
    private readonly backups: BackupsService,
    private readonly tree: BackupTree,
    private readonly files: TargetFiles,
    private readonly disks: FileSystems,
    private readonly moment: Moment,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap() {
    await this.sweep().catch((error: unknown) =>
      this.log.logger.warn({ causes: causes(error) }, 'what was left of backups is still there'),
    );
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  /** What agents that were killed left; on a full disk it stays for now. */
  private async sweep() {
    await this.files.sweep((await this.records.listAll()).map(({ id }) => id));
    await this.tree.sweep((target) => this.operations.findHolding(lockOf(target)) !== undefined);
  }

  private async look() {
    try {
      const all = await this.records.listAll();
      if (all.some(({ id }) => this.operations.findHolding(lockOf(id)))) return;
      for (const target of all) {
        if (!(await this.isToBegin(target, new Date()))) continue;
        return void (await this.backups.make(target.percloud, target.id));
      }
      const due = await this.findToBeProven(all, new Date());
      if (due) await this.backups.drill({ ...due, backup: due.newest });
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'no look for backups that are due');
    }
  }

  private async isToBegin(target: BackupTargetRow, now: Date): Promise<boolean> {
    if (target.state !== 'ready') return false;
    if (!isDue(target.schedule, target, now) && !(await this.isToBeTriedAgain(target, now))) return false;
    if (!isInWindow(target.schedule, now)) return false;
    if (await this.moment.againstBeginning(target, lastDue(target.schedule, now) ?? now, now)) return false;
    // A disk that lies in a drawer is waited for, without a failure every night.
    return target.fileSystem === null || (await this.disks.list()).some(({ fileSystem }) => fileSystem === target.fileSystem);
  }

  /** At night, once a week: the newest backup of a place. */
  private async findToBeProven(targets: readonly BackupTargetRow[], now: Date) {
    if (now.getHours() >= drillUntilHour) return undefined;
    for (const { id, percloud, state, schedule } of targets) {
      const backups = await this.records.listBackups(id);
      const tried = Math.max(0, ...backups.map(({ proof }) => Date.parse(proof?.at ?? '') || 0));
      const [newest] = backups;
      if (!newest || state !== 'ready' || schedule.every === 'never' || Math.abs(now.getTime() - tried) < drillEveryMs) continue;
      if (await this.wasDrilledLately(percloud, id, now)) continue;
      return { percloud, target: id, newest: newest.id };
    }
    return undefined;
  }

  /** Whatever came of it: one that could not be carried out is tried again the next night. */
  private async wasDrilledLately(percloud: string, target: string, now: Date): Promise<boolean> {
    const last = (await this.journal.listOfKind('backup.drill', percloud, 20)).find(({ input }) => input.target === target);
    return last !== undefined && Math.abs(now.getTime() - Date.parse(last.createdAt)) < drillAgainAfterMs;
  }

  private async isToBeTriedAgain(target: BackupTargetRow, now: Date): Promise<boolean> {
    if (target.schedule.every === 'never') return false;
    const problem = await this.targets.lastProblemOf(target);
    return problem !== null && Math.abs(now.getTime() - Date.parse(problem.at)) > againAfterMs;
  }
}
