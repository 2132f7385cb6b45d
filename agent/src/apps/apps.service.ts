import { Injectable } from '@nestjs/common';
import type { api } from '@percloud/contract/api';
import type { Channel, Release } from '@percloud/contract/catalog';
import { checkSettings } from '@percloud/contract/check-settings';
import type { InputOf } from '@percloud/contract/endpoint';
import { publicPaths } from '@percloud/contract/manifest';
import type { Operation, OperationKind } from '@percloud/contract/operations';
import { widened } from '@percloud/contract/permissions';
import type { SettingValues } from '@percloud/contract/settings-form';
import { compare } from 'semver';
import type { BesideInput } from '../backups/bring-beside.operation.ts';
import type { FromBackup } from '../backups/fetch-app.ts';
import { CatalogService } from '../catalog/catalog.service.ts';
import { newId } from '../database/new-id.ts';
import { Changes } from '../events/changes.ts';
import { type Starter, starterOf } from '../http/caller.ts';
import { inTurn } from '../in-turn.ts';
import { Operations } from '../operations/operations.service.ts';
import { Problem } from '../problem.ts';
import { snapshotId } from '../snapshots/snapshots.ts';
import { AppParts, appIdOf } from './app-parts.ts';
import type { InstalledApp } from './app-records.ts';
import { carryOver, goBackTo } from './carry-over.ts';
import type { ChangeInput } from './change-generation.operation.ts';
import type { InstallInput } from './install-app.operation.ts';
import { matchesInTime } from './matches-in-time.ts';
import type { ExistingInput } from './run-app.operation.ts';

type Change = Pick<ChangeInput, 'source' | 'version' | 'settings' | 'fetched'> &
  Partial<FromBackup> & { release?: Release; secrets?: Record<string, string> };

/** Checks what is asked, decides all an operation needs to know, and enqueues it. Nothing here changes an app. */
@Injectable()
export class AppsService {
  /** Two apps at once must not be given the same name. */
  private readonly oneByOne = inTurn();

  constructor(
    private readonly parts: AppParts,
    private readonly catalog: CatalogService,
    private readonly operations: Operations,
    private readonly changes: Changes,
  ) {}

  install(percloud: string, body: InputOf<typeof api.installApp>['body'], caller: Starter) {
    return this.oneByOne(() => this.installNow(percloud, body, caller));
  }

  private async installNow(
    percloud: string,
    { catalogApp, publisher, version, slug, settings }: InputOf<typeof api.installApp>['body'],
    caller: Starter,
  ) {
    const { catalog } = this.catalog.getOfferBy(catalogApp, publisher);
    const release = this.catalog.getRelease(catalogApp, version);
    const checked = settingsFor(release, settings);
    const input: InstallInput = {
      percloud,
      app: newId(),
      slug: await this.freeSlug(percloud, slug, release.manifest.slug),
      catalogApp,
      ...catalog.publisher,
      version: release.manifest.version,
      settings: checked.settings,
    };
    return this.enqueue('app.install', input, { catalogApp, version: input.version }, caller, {
      staged: { release, secrets: checked.secrets },
    });
  }

  async upgrade(app: InstalledApp, { version, accept }: InputOf<typeof api.upgradeApp>['body'], caller: Starter) {
    const current = await this.parts.releaseOf(inputOf(app), app.generation);
    const release = version ? this.catalog.getReleaseFor(app, version) : this.catalog.updateFor(app, current.manifest.version);
    if (!release || compare(release.manifest.version, current.manifest.version) === 0) throw new Problem('nothing-newer');
    if (compare(release.manifest.version, current.manifest.version) < 0) {
      throw new Problem('wrong-state', {
        values: { hint: 'This version is older than the installed one. Go back to a snapshot instead.' },
      });
    }
    const wider = widened(current.manifest, release.manifest).filter((permission) => !accept.includes(permission));
    if (wider.length > 0)
      throw new Problem('consent-needed', { fields: wider.map((permission) => ({ path: 'body.accept', message: permission })) });
    const kept = await this.parts.records.settingsOf(app.id, app.generation);
    const settings = carryOver(kept, current.manifest, release.manifest);
    return this.change('app.upgrade', app, { source: null, version: release.manifest.version, settings, release }, caller);
  }

  async setChannel(app: InstalledApp, channel: Channel) {
    await this.parts.records.update(app.id, { channel }).execute();
    this.changes.say({ kind: 'app', id: app.id });
  }

  async setAutomaticUpdates(app: InstalledApp, automaticUpdates: boolean) {
    await this.parts.records.update(app.id, { automaticUpdates }).execute();
    this.changes.say({ kind: 'app', id: app.id });
  }

  async rollback(app: InstalledApp, snapshot: string, caller: Starter) {
    const { id, generation, version } = await this.parts.snapshots.get(appIdOf(inputOf(app)), snapshot);
    const [current, older] = await Promise.all([
      this.parts.releaseOf(inputOf(app), app.generation),
      this.parts.releaseOfSnapshot(inputOf(app), id),
    ]);
    const [now, then] = await Promise.all([
      this.parts.records.settingsOf(app.id, app.generation),
      this.parts.records.settingsOf(app.id, generation),
    ]);
    const settings = goBackTo(then, older.manifest, publicPaths(current.manifest, now));
    return this.change('app.rollback', app, { source: id, version, settings }, caller);
  }

  /** As it was in a backup. What was shut to strangers since then stays shut. */
  async bringBack(app: InstalledApp, from: FromBackup, release: Release, then: SettingValues, caller: Starter) {
    const [current, now] = await Promise.all([
      this.parts.releaseOf(inputOf(app), app.generation),
      this.parts.records.settingsOf(app.id, app.generation),
    ]);
    const settings = goBackTo(then, release.manifest, publicPaths(current.manifest, now));
    const change = { source: null, version: release.manifest.version, settings, release, fetched: true, ...from };
    return this.change('backup.bring-back', app, change, caller);
  }

  /** A file or folder of a backup, into the app as it is. */
  async putBack(app: InstalledApp, from: FromBackup, putIn: string, caller: Starter) {
    const release = await this.parts.releaseOf(inputOf(app), app.generation);
    const settings = await this.parts.records.settingsOf(app.id, app.generation);
    const change = { source: null, version: release.manifest.version, settings, putIn, ...from };
    return this.change('backup.put-back', app, change, caller);
  }

  /** An app that is not here, from a backup; `id`: its own, where it has never been here. */
  bringBeside(
    percloud: string,
    from: FromBackup,
    { id, slug, ...app }: Omit<BesideInput, keyof FromBackup | 'percloud' | 'app'> & { id: string },
    caller: Starter,
  ) {
    return this.oneByOne(async () => {
      const input: BesideInput = { percloud, app: id, slug: await this.freeSlug(percloud, undefined, slug), ...app, ...from };
      return this.enqueue('backup.bring-beside', input, { catalogApp: app.catalogApp, version: app.version }, caller, {});
    });
  }

  async configure(app: InstalledApp, given: SettingValues, caller: Starter) {
    const release = await this.parts.releaseOf(inputOf(app), app.generation);
    const kept = await this.parts.generations.secretsSet(appIdOf(inputOf(app)), app.generation, release.manifest);
    const { settings, secrets } = settingsFor(release, given, kept);
    return this.change('app.configure', app, { source: null, version: release.manifest.version, settings, secrets }, caller);
  }

  /** Start, stop, restart, remove: the app as it is. */
  async run(kind: 'app.start' | 'app.stop' | 'app.restart' | 'app.remove', app: InstalledApp, caller: Starter) {
    refuseInBin(app);
    return this.enqueue(kind, this.existing(app), subjectOf(app), caller, { app });
  }

  restore(app: InstalledApp, caller: Starter) {
    return this.oneByOne(() => this.restoreNow(app, caller));
  }

  private async restoreNow(app: InstalledApp, caller: Starter) {
    if (!app.inBinSince) throw new Problem('wrong-state', { values: { hint: 'It is not in the bin.' } });
    const slug = await this.freeSlug(app.percloud, undefined, app.slug);
    return this.enqueue('app.restore', { ...this.existing(app), slug, wasRunning: false }, { ...subjectOf(app), slug }, caller, {
      app,
    });
  }

  async delete(app: InstalledApp, confirm: string, caller: Starter) {
    if (!app.inBinSince) throw new Problem('wrong-state', { values: { hint: 'Move it to the bin first.' } });
    if (confirm !== app.slug) {
      throw new Problem('confirm-name', {
        values: { name: app.slug },
        fields: [{ path: 'body.confirm', message: `Type “${app.slug}”.`, rule: 'not-right' }],
      });
    }
    return this.enqueue('app.delete', this.existing(app), subjectOf(app), caller, { app });
  }

  private async change(
    kind: 'app.upgrade' | 'app.rollback' | 'app.configure' | 'backup.bring-back' | 'backup.put-back',
    app: InstalledApp,
    change: Change,
    caller: Starter,
  ) {
    refuseInBin(app);
    const { release, secrets, ...rest } = change;
    const reason = kind === 'app.upgrade' ? 'upgrade' : kind === 'app.configure' ? 'configure' : 'rollback';
    const input: ChangeInput = {
      ...inputOf(app),
      ...rest,
      from: app.generation,
      to: await this.nextGeneration(app),
      snapshot: snapshotId(app.generation, reason),
      wasRunning: app.desired === 'running',
    };
    return this.enqueue(kind, input, { ...subjectOf(app), version: change.version }, caller, { app, staged: { release, secrets } });
  }

  private async enqueue<I extends { percloud: string; app: string; slug: string }>(
    kind: OperationKind,
    input: I,
    subject: { catalogApp?: string; version?: string; slug?: string },
    caller: Starter,
    { app, staged }: { app?: InstalledApp; staged?: { release?: Release; secrets?: Record<string, string> } },
  ): Promise<Operation> {
    const id = newId();
    try {
      if (staged) await this.parts.staging.put(id, { release: staged.release, secrets: staged.secrets ?? {} });
      return await this.operations.enqueue(kind, {
        id,
        input,
        percloud: input.percloud,
        app: input.app,
        subject: { app: input.app, slug: input.slug, ...subject },
        startedBy: starterOf(caller),
        confirm: async () => app && this.requireUnchanged(app),
      });
    } catch (error) {
      await this.parts.staging.remove(id);
      throw error;
    }
  }

  /** What was decided about an app holds only for the app that was looked at: an operation may have ended in between. */
  private async requireUnchanged({ id, generation, desired, slug, inBinSince }: InstalledApp) {
    const now = await this.parts.records.findInstalled(id);
    const same = now?.generation === generation && now.desired === desired && now.slug === slug && now.inBinSince === inBinSince;
    if (!same) throw new Problem('busy');
  }

  /** A number that no generation has or had: neither in the rows, nor on the disk where an operation could not clear it away. */
  private async nextGeneration(app: InstalledApp): Promise<number> {
    const { records, generations } = this.parts;
    return Math.max(await records.highestGeneration(app.id), ...(await generations.listNumbers(appIdOf(inputOf(app))))) + 1;
  }

  private existing(app: InstalledApp): ExistingInput {
    return { ...inputOf(app), generation: app.generation, wasRunning: app.desired === 'running' && !app.inBinSince };
  }

  /** A name somebody chose has to be free; one that nobody chose gets a number. */
  private async freeSlug(percloud: string, chosen: string | undefined, proposed: string): Promise<string> {
    const isTaken = async (slug: string) =>
      this.operations.isPromised(percloud, slug) || (await this.parts.records.isSlugTaken(percloud, slug));
    if (chosen !== undefined) {
      if (await isTaken(chosen)) {
        throw new Problem('name-taken', {
          values: { name: chosen },
          fields: [{ path: 'body.slug', message: 'This name is used already.', rule: 'taken' }],
        });
      }
      return chosen;
    }
    for (let number = 1; ; number += 1) {
      const slug = number === 1 ? proposed : `${proposed.slice(0, 20).replace(/-+$/, '')}-${number}`;
      if (!(await isTaken(slug))) return slug;
    }
  }
}

const inputOf = (app: InstalledApp) => ({ percloud: app.percloud, app: app.id, slug: app.slug });
const subjectOf = (app: InstalledApp) => ({ catalogApp: app.catalogApp });

function refuseInBin(app: InstalledApp) {
  if (app.inBinSince) throw new Problem('wrong-state', { values: { hint: 'Take it out of the bin first.' } });
}

/** Settings as the journal may keep them, and the passwords apart. */
function settingsFor({ manifest }: Release, given: SettingValues, kept: readonly string[] = []) {
  const { values, problems } = checkSettings(manifest.settings, given, kept, matchesInTime);
  if (problems.length > 0)
    throw new Problem('bad-input', { fields: problems.map(({ path, ...wrong }) => ({ path: `body.${path}`, ...wrong })) });
  const isSecret = (name: string) => manifest.settings.some((setting) => setting.name === name && setting.type === 'password');
  const split = (secret: boolean) => Object.entries(values).filter(([name]) => isSecret(name) === secret);
  return {
    settings: Object.fromEntries(split(false)),
    secrets: Object.fromEntries(split(true).map(([name, value]) => [name, String(value)])),
  };
}
