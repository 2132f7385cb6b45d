import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { newId } from '../database/new-id.ts';
import { starterOf } from '../http/caller.ts';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { Findings, type KeptFinding } from './findings.service.ts';

const lookEveryMs = 60_000;
const hourMs = 3_600_000;
/** Whoever is there has the time to decide what goes. */
const patienceMs = 10 * 60_000;
/** What it could free it has freed: more often would be work for nothing. */
const againAfterMs = 6 * hourMs;

/** Whether the box should remove what nobody needs, because its disk is about to be full and nobody does anything about it. */
export function isRoomNeeded(
  now: number,
  { finding, triedAt }: { finding: Pick<KeptFinding, 'severity' | 'since'> | undefined; triedAt: string | null },
): boolean {
  if (finding?.severity !== 'bad' || now - Date.parse(finding.since) < patienceMs) return false;
  return triedAt === null || Math.abs(now - Date.parse(triedAt)) > againAfterMs;
}

/** Old snapshots, images and downloads go when they are old enough; on a disk that is about to be full, what may go goes at once. No data. */
@Injectable()
export class RoomByNeed implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly findings: Findings,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.makeIfNeeded(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  private async makeIfNeeded() {
    try {
      const last = await this.journal.findLast('box.make-room');
      const finding = this.findings.find('disk-filling');
      if (!isRoomNeeded(Date.now(), { finding, triedAt: last?.createdAt ?? null })) return;
      const startedBy = starterOf(undefined);
      await this.operations.enqueue('box.make-room', { id: newId(), input: {}, percloud: null, app: null, subject: {}, startedBy });
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'no room was made');
    }
  }
}
