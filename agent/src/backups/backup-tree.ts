import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { volumesKeptForOthers } from '@percloud/contract/manifest';
import { AppParts } from '../apps/app-parts.ts';
import type { InstalledApp } from '../apps/app-records.ts';
import { generationDir } from '../apps/layout.ts';
import { Btrfs } from '../gateways/btrfs.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { PercloudExport } from './percloud-export.ts';
import { type PercloudJson, parsePercloud } from './percloud-json.ts';

/**
 * What one backup is made of: `percloud.json` and a snapshot of each app as `apps/<id>`, all within a moment, while the apps go on. It
 * stands at the same path each time, by which restic knows what has not changed since.
 */
@Injectable()
export class BackupTree {
  constructor(
    private readonly host: Host,
    private readonly btrfs: Btrfs,
    private readonly exports: PercloudExport,
    private readonly parts: AppParts,
  ) {}

  listApps = (percloud: string) => this.exports.listApps(percloud);

  directoryOf = (target: string) => `${paths(this.host).backups}/trees/${target}`;

  /** Anew each time: what a power cut left is of an unknown day. Gives back how many apps could not prepare for it. */
  async make(operation: string, target: string, percloud: string, signal: AbortSignal): Promise<number> {
    await this.remove(target);
    const unprepared = await this.prepare(operation, percloud, signal);
    const directory = this.directoryOf(target);
    await mkdir(`${directory}/apps`, { recursive: true, mode: 0o700 });
    const taken: InstalledApp[] = [];
    for (const { id } of await this.listApps(percloud)) {
      const app = await this.snapshot(percloud, id, `${directory}/apps/${id}`);
      if (app) taken.push(app);
    }
    await writeFile(`${directory}/percloud.json`, JSON.stringify(await this.exports.of(percloud, taken), null, 2), { mode: 0o600 });
    return unprepared;
  }

  async read(target: string): Promise<PercloudJson> {
    return parsePercloud(await readFile(`${this.directoryOf(target)}/percloud.json`, 'utf8'));
  }

  /** What is kept for others; their folders stay, with nothing in them. */
  async leftOut(target: string): Promise<string[]> {
    const apps = await readdir(`${this.directoryOf(target)}/apps`);
    const each = apps.map(async (app) => {
      const directory = `${this.directoryOf(target)}/apps/${app}`;
      // Another one lay there when the backup before was made.
      this.parts.releases.forget(directory);
      const { manifest } = await this.parts.releases.get(directory);
      return volumesKeptForOthers(manifest).map((volume) => `apps/${app}/volumes/${volume}/*`);
    });
    return (await Promise.all(each)).flat();
  }

  async remove(target: string) {
    const directory = this.directoryOf(target);
    for (const name of await this.btrfs.list(`${directory}/apps`)) await this.btrfs.ensureGone(`${directory}/apps/${name}`);
    await rm(directory, { recursive: true, force: true });
  }

  /** What agents that were killed left of targets nobody backs up to now. */
  async sweep(isUsed: (target: string) => boolean) {
    const left = await readdir(`${paths(this.host).backups}/trees`).catch(() => []);
    for (const target of left) if (!isUsed(target)) await this.remove(target);
  }

  /** Before all snapshots, so that these are of one moment. */
  private async prepare(operation: string, percloud: string, signal: AbortSignal): Promise<number> {
    let unprepared = 0;
    for (const { id, slug, generation, desired } of await this.listApps(percloud)) {
      if (desired !== 'running') continue;
      if (!(await this.parts.prepareBackup(operation, { percloud, app: id, slug }, generation, signal))) unprepared += 1;
    }
    return unprepared;
  }

  /** Of the generation that is current then: an update may take another one's place at any moment. Undefined: the app was removed. */
  private async snapshot(percloud: string, id: string, path: string): Promise<InstalledApp | undefined> {
    for (let tries = 1; ; tries += 1) {
      const app = (await this.listApps(percloud)).find((one) => one.id === id);
      if (!app) return undefined;
      const generation = generationDir(this.host, app, app.generation);
      try {
        // What is dirty is written first, so that taking the snapshot itself holds the app up for a moment only.
        await this.btrfs.sync(generation);
        await this.btrfs.recreateSnapshot(generation, path);
        return app;
      } catch (error) {
        if (tries === 3 || (await this.btrfs.isSubvolume(generation))) throw error;
      }
    }
  }
}
