import { statSync } from 'node:fs';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Operation } from '@percloud/contract/operations';
import { newId } from '../database/new-id.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { type Starter, starterOf } from '../http/caller.ts';
import { Log } from '../log/log.ts';
import { Journal } from '../operations/journal.ts';
import { Operations } from '../operations/operations.service.ts';
import { causes } from '../problem.ts';
import { isScrubDue } from './scrub-due.ts';

/** The first look comes soon: a box that is on for an hour a day gets its turn as well. */
const lookEveryMs = 60_000;

/** Has the disk read through once a week. When it was done last, the journal knows. */
@Injectable()
export class Scrubs implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly operations: Operations,
    private readonly journal: Journal,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.startIfDue(), lookEveryMs).unref();
  }

  onApplicationShutdown() {
    clearInterval(this.timer);
  }

  start(starter: Starter): Promise<Operation> {
    const startedBy = starterOf(starter);
    return this.operations.enqueue('box.scrub', { id: newId(), input: {}, percloud: null, app: null, subject: {}, startedBy });
  }

  private async startIfDue() {
    try {
      const [last, lastComplete] = [await this.journal.findLast('box.scrub'), await this.journal.findLast('box.scrub', 'succeeded')];
      if (last && this.operations.isLive(last.id)) return;
      const due = isScrubDue(new Date(), {
        triedAt: last?.createdAt ?? null,
        doneAt: lastComplete?.createdAt ?? statSync(paths(this.host).database).birthtime.toISOString(),
      });
      if (due) await this.start(undefined);
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'the disk was not read through');
    }
  }
}
