import { Injectable } from '@nestjs/common';
import type { Release } from '@percloud/contract/catalog';
import type { SettingValues } from '@percloud/contract/settings-form';
import { ImagesService } from '../catalog/images.service.ts';
import { Sboms } from '../catalog/sboms.ts';
import { Changes } from '../events/changes.ts';
import { Btrfs } from '../gateways/btrfs.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import type { Running } from '../operations/operation-kind.ts';
import { together } from '../operations/together.ts';
import { causes, Problem } from '../problem.ts';
import { Routes } from '../routes/routes.service.ts';
import { Snapshots } from '../snapshots/snapshots.ts';
import { AppNames } from './app-names.ts';
import { AppRecords } from './app-records.ts';
import { Containers } from './containers.ts';
import { FrozenReleases } from './frozen-releases.ts';
import { Generations } from './generations.ts';
import { takeAlong } from './kept-for-others.ts';
import { fetchedDir, generationDir, snapshotDir } from './layout.ts';
import { putIn } from './put-in.ts';
import type { RunnableGeneration } from './render-containers.ts';
import { Staging } from './staging.ts';

/** What every operation on an existing app knows. */
export interface AppInput {
  percloud: string;
  app: string;
  slug: string;
}

export const appIdOf = ({ percloud, app }: AppInput) => ({ percloud, id: app });

/** The parts that the stories of apps are told with. */
@Injectable()
export class AppParts {
  constructor(
    readonly records: AppRecords,
    readonly generations: Generations,
    readonly releases: FrozenReleases,
    readonly containers: Containers,
    readonly snapshots: Snapshots,
    readonly staging: Staging,
    readonly images: ImagesService,
    readonly sboms: Sboms,
    readonly routes: Routes,
    readonly btrfs: Btrfs,
    private readonly names: AppNames,
    private readonly host: Host,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  get boxId() {
    return this.host.boxId;
  }

  directoryOf(input: AppInput, generation: number) {
    return generationDir(this.host, appIdOf(input), generation);
  }

  snapshotDirectoryOf(input: AppInput, snapshot: string) {
    return snapshotDir(this.host, appIdOf(input), snapshot);
  }

  fetchedDirectoryOf(input: AppInput, operation: string) {
    return fetchedDir(this.host, appIdOf(input), operation);
  }

  /** The release a generation on the disk was made of. */
  releaseOf(input: AppInput, generation: number) {
    return this.releases.get(this.directoryOf(input, generation));
  }

  releaseOfSnapshot(input: AppInput, snapshot: string) {
    return this.releases.get(this.snapshotDirectoryOf(input, snapshot));
  }

  /** A generation with all that its containers follow from. Settings: those of its row, or those it is about to get. */
  async runnable(operation: string, input: AppInput, number: number, settings?: SettingValues): Promise<RunnableGeneration> {
    const release = await this.releaseOf(input, number);
    return {
      boxId: this.host.boxId,
      operation,
      app: input.app,
      number,
      directory: this.directoryOf(input, number),
      manifest: release.manifest,
      imageIds: Object.fromEntries(Object.entries(release.images).map(([name, image]) => [name, image.config])),
      settings: settings ?? (await this.records.settingsOf(input.app, number)),
      names: await this.names.of(input.percloud, input.slug),
    };
  }

  /** What an operation has fetched from a backup, into a generation that nothing runs on yet. */
  async putIn(operation: string, input: AppInput, generation: number, path: string) {
    const directory = this.directoryOf(input, generation);
    await putIn(directory, this.fetchedDirectoryOf(input, operation), path);
    await this.btrfs.sync(directory);
  }

  /** What the generation before keeps for others, into one of an earlier day. */
  async takeAlong(input: AppInput, from: number, to: number) {
    const directory = this.directoryOf(input, to);
    const { manifest } = await this.releaseOf(input, from);
    if (await takeAlong(this.directoryOf(input, from), directory, manifest)) await this.btrfs.sync(directory);
  }

  /** From whoever published the app. */
  async pull({ input, signal, progress }: Pick<Running<AppInput, object>, 'input' | 'signal' | 'progress'>, release: Release) {
    const publisherKey = (await this.records.find(input.app))?.publisherKey ?? null;
    await together(
      this.images.ensure(release, { publisherKey, signal, onProgress: progress }),
      this.sboms.keep(release, publisherKey, signal),
    );
  }

  async ensureNetwork(operation: string, input: AppInput, { manifest }: Release) {
    await this.containers.ensureNetwork({ id: input.app, operation, manifest });
  }

  async create(runnable: RunnableGeneration) {
    await together(this.routes.protect(), this.containers.create(runnable));
  }

  /** Nothing runs in a network before its walls stand. */
  async start(runnable: RunnableGeneration, signal: AbortSignal) {
    await this.create(runnable);
    await this.containers.start(runnable, signal);
  }

  /** Every service healthy, and the app does what it is for; of a copy that nobody waits for, all of its data can be read as well. */
  async untilWell(runnable: RunnableGeneration, signal: AbortSignal) {
    await this.containers.untilAllHealthy(runnable, signal);
    await this.containers.passSmokeChecks(runnable, signal);
    if (runnable.rehearsal) await this.containers.checkData(runnable, signal);
  }

  /**
   * Lets an app that runs write down what other programs could not read from a copy of its files. False: it could not. That keeps nobody
   * from copying them: all are of one moment.
   */
  async prepareBackup(operation: string, input: AppInput, generation: number, signal: AbortSignal): Promise<boolean> {
    try {
      await this.containers.prepareBackup(await this.runnable(operation, input, generation), signal);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.log.logger.warn({ app: input.app, causes: causes(error) }, 'an app could not prepare its backup');
      return false;
    }
  }

  async removeNetwork(input: AppInput) {
    await this.containers.removeNetwork(input.app);
    await this.routes.protect();
  }

  /** Images stay as long as an installed app, one in the bin, a kept snapshot or a running operation needs them. */
  async collectImages() {
    const directories = (await this.records.listInstalled()).map(async (app) => {
      const input = { percloud: app.percloud, app: app.id, slug: app.slug };
      const snapshots = await this.snapshots.list(appIdOf(input));
      return [this.directoryOf(input, app.generation), ...snapshots.map(({ id }) => this.snapshotDirectoryOf(input, id))];
    });
    const frozen = (await Promise.all(directories)).flat().map((directory) => this.releases.get(directory));
    const releases = [...(await Promise.all(frozen)), ...(await this.staging.listReleases())];
    const images = releases.flatMap((release) => Object.values(release.images));
    await this.images.collect(images.map(({ config }) => config));
    await this.sboms.collect(images.map(({ sbom }) => sbom));
  }

  /** Of all apps, what is no longer kept. */
  async pruneSnapshots() {
    for (const app of await this.records.listInstalled()) await this.snapshots.prune(app, app.generation);
  }

  /** What was removed counts as free only once btrfs has written it. */
  async settleDisk() {
    await this.btrfs.sync(this.host.dataDir);
  }

  /** Starts what a committed generation runs, waits until it is well, opens its route. For going back and for starting again. */
  async startAgain(operation: Pick<Running<AppInput, object>, 'id' | 'input'>, generation: number, signal: AbortSignal) {
    const runnable = await this.runnable(operation.id, operation.input, generation);
    await this.ensureNetwork(operation.id, operation.input, await this.releaseOf(operation.input, generation));
    await this.start(runnable, signal);
    await this.containers.untilAllHealthy(runnable, signal);
    await this.routes.publish();
    this.changes.say({ kind: 'app', id: operation.input.app });
  }

  /** For an undo: running as before. One that does not get well was perhaps ill before; whoever keeps apps running looks after it. */
  async putBack(operation: Pick<Running<AppInput, object>, 'id' | 'input'>, generation: number) {
    try {
      await this.startAgain(operation, generation, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'app-not-healthy')) throw error;
      await this.open(operation.input);
    }
  }

  /** The gate learns of the app while Caddy does. */
  async open(input: AppInput) {
    this.changes.say({ kind: 'app', id: input.app });
    await this.routes.publish();
  }

  async stop(input: AppInput, generation: number) {
    await this.stopContainers(input, generation);
    await this.routes.publish();
    this.changes.say({ kind: 'app', id: input.app });
  }

  /** Stops what the next generation takes the place of. Nothing waits until Caddy knows: the next one never has the same address. */
  async shut(input: AppInput, generation: number) {
    await this.stopContainers(input, generation);
    this.routes.publishSoon();
    this.changes.say({ kind: 'app', id: input.app });
  }

  private async stopContainers(input: AppInput, generation: number) {
    const { manifest } = await this.releaseOf(input, generation);
    await this.containers.stop(input.app, generation, manifest);
  }
}
