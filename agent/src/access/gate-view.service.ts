import { chownSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { Changes } from '../events/changes.ts';
import { Host } from '../host/host.module.ts';
import { originOf, paths } from '../host/host-config.ts';
import { groupId } from '../http/sockets.ts';
import { latest } from '../latest.ts';
import { Log } from '../log/log.ts';
import { GrantRow } from '../people/grant.entity.ts';
import { PersonRow } from '../people/person.entity.ts';
import { SessionRow } from '../people/session.entity.ts';
import { causes } from '../problem.ts';
import { AppDirectory } from './app-directory.ts';
import { AppPasswordRow } from './app-password.entity.ts';
import { ensureGateKey } from './gate-key.ts';
import { renderGateView } from './render-gate-view.ts';

const retryMs = 1_000;
/** Until an app that could not be read is looked at again. */
const unreadableMs = 10_000;

/** Writes what the gate decides by, whenever that changes. The gate needs nothing else, so it goes on while the agent is away. */
@Injectable()
export class GateViewService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly writeLatest = latest(() => this.write());
  private retry: NodeJS.Timeout | undefined;
  private written = '';

  constructor(
    private readonly host: Host,
    @Inject(DataSource) private readonly database: DataSource,
    private readonly apps: AppDirectory,
    private readonly log: Log,
    changes: Changes,
  ) {
    changes.stream.subscribe((change) => {
      if (change.kind === 'access' || change.kind === 'app') this.publishSoon();
    });
  }

  onApplicationBootstrap() {
    this.publishSoon();
  }

  onModuleDestroy() {
    clearTimeout(this.retry);
  }

  /**
   * Resolves when a view with everything that is in the database now is in its place. One that could not be written would let a revoked
   * session in: whoever waits for it is told, and it is tried until it is written.
   */
  async publish(): Promise<void> {
    try {
      await this.writeLatest();
    } catch (error) {
      this.log.logger.error({ causes: causes(error) }, 'gate view not written');
      this.publishLater(retryMs);
      throw error;
    }
  }

  private publishLater(ms: number) {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.publishSoon(), ms);
  }

  private publishSoon() {
    // Told above, and tried again.
    this.publish().catch(() => undefined);
  }

  private async write() {
    const { apps, unreadable } = await this.apps.list();
    if (unreadable > 0) this.publishLater(unreadableMs);
    const view = JSON.stringify(
      renderGateView({
        key: ensureGateKey(paths(this.host).gateView),
        panelOrigin: originOf(this.host.hostname, this.host),
        sessions: await this.database.getRepository(SessionRow).findBy({ expiresAt: MoreThan(new Date().toISOString()) }),
        people: await this.database.getRepository(PersonRow).find(),
        grants: await this.database.getRepository(GrantRow).find(),
        apps,
        appPasswords: await this.database.getRepository(AppPasswordRow).find(),
      }),
    );
    if (view === this.written) return;
    await replaceFile(paths(this.host).gateView, view, groupId('percloud-gate'));
    this.written = view;
  }
}

async function replaceFile(path: string, text: string, group: number | undefined) {
  const draft = `${path}.new`;
  const file = await open(draft, 'w', 0o640);
  try {
    await file.writeFile(text);
    // A view from before a power cut is rendered anew on start; what is there must be whole, though.
    await file.datasync();
  } finally {
    await file.close();
  }
  if (group !== undefined) chownSync(draft, 0, group);
  await rename(draft, path);
}
