import { Injectable } from '@nestjs/common';
import type { App } from '@percloud/contract/apps';
import { Changes } from '../events/changes.ts';
import { AppRecords } from './app-records.ts';
import { AppView } from './app-view.ts';

/** A percloud's apps are asked for far more often than they change: rendered once between two changes of anything. */
@Injectable()
export class AppLists {
  private known = new Map<string, Promise<App[]>>();

  constructor(
    private readonly records: AppRecords,
    private readonly view: AppView,
    changes: Changes,
  ) {
    // A new map: what is being rendered meanwhile lands in the old one.
    changes.stream.subscribe(() => {
      this.known = new Map();
    });
  }

  /** Those in the bin included. */
  of(percloud: string): Promise<App[]> {
    const { known } = this;
    const found = known.get(percloud);
    if (found) return found;
    const list = this.render(percloud);
    known.set(percloud, list);
    list.catch(() => known.delete(percloud));
    return list;
  }

  private async render(percloud: string) {
    return Promise.all((await this.records.listInstalled(percloud)).map((app) => this.view.of(app)));
  }
}
