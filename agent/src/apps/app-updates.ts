import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Changes } from '../events/changes.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { AppRecords } from './app-records.ts';

/** A catalog that changed may bring an update to any app, or take one away: each is told anew. */
@Injectable()
export class AppUpdates implements OnApplicationShutdown {
  private readonly subscription;

  constructor(
    private readonly records: AppRecords,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {
    this.subscription = changes.stream.subscribe(({ kind }) => {
      if (kind === 'catalog') void this.tell();
    });
  }

  onApplicationShutdown() {
    this.subscription.unsubscribe();
  }

  private async tell() {
    try {
      for (const { id } of await this.records.listInstalled()) this.changes.say({ kind: 'app', id });
    } catch (error) {
      this.log.logger.warn({ causes: causes(error) }, 'apps not told of a new catalog');
    }
  }
}
