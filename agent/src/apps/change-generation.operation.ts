import type { SettingValues } from '@percloud/contract/settings-form';
import { appLocks } from '../operations/locks.ts';
import { commit, discover, type Kind, type Running, type Step, step } from '../operations/operation-kind.ts';
import { type AppInput, type AppParts, appIdOf } from './app-parts.ts';
import { endRehearsal, type Rehearsed, rehearse } from './rehearsal.ts';

/** An app goes from one generation to the next: by another release, other settings, or the data of an earlier day. */
export interface ChangeInput extends AppInput {
  from: number;
  to: number;
  /** Taken of `from` once it stands still. */
  snapshot: string;
  /** What `to` is made of: a snapshot kept from earlier; null: the one just taken, unless something was `fetched`. */
  source: string | null;
  /** It is made of what this operation has fetched from a backup. */
  fetched?: boolean;
  /** A file or folder that this operation has fetched from a backup goes into it: `volumes/data/photos`. */
  putIn?: string;
  version: string;
  settings: SettingValues;
  wasRunning: boolean;
}

type Operation = Running<ChangeInput, Rehearsed>;
type Steps = Step<ChangeInput, Rehearsed>[];
type ChangeKind = Kind<ChangeInput, Rehearsed>;

const kindOf = (kind: ChangeKind['kind'], version: number, steps: Steps): ChangeKind => ({
  kind,
  version,
  whenBusy: 'refuse',
  heavy: true,
  locks: (input) => appLocks(input.percloud, input.app),
  steps,
});

/** Other settings, or an earlier day. */
export const changeGeneration = (kind: 'app.rollback' | 'app.configure', parts: AppParts) => kindOf(kind, 1, changeSteps(parts));

/** For whoever brings the data of the next generation along. */
export const changeSteps = (parts: AppParts): Steps => [fetchStep(parts), ...switchSteps(parts)];

/** Another release: it has to start on a copy of the data before anything is done to the app. */
export const upgradeApp = (parts: AppParts) =>
  kindOf('app.upgrade', 2, [fetchStep(parts), rehearseStep(parts), ...switchSteps(parts, true)]);

const fetchStep = (parts: AppParts): Step<ChangeInput, Rehearsed> =>
  step(
    'pull images',
    async (operation) => parts.pull(operation, await releaseFor(parts, operation)),
    ({ id }) => parts.staging.remove(id),
  );

const rehearseStep = (parts: AppParts): Step<ChangeInput, Rehearsed> =>
  discover(
    'rehearse',
    async (operation) => rehearse(parts, operation, await releaseFor(parts, operation)),
    (operation) => endRehearsal(parts, operation),
  );

/**
 * The old one serves until the new containers are made, though not started. It is stopped before the snapshot, and nobody from outside reaches the new one before
 * the commit: going back loses nothing that was acknowledged. Data goes back before old code starts. Without a snapshot no change.
 */
function switchSteps(parts: AppParts, isUpgrade = false): Steps {
  const runnable = ({ id, input }: Operation) => parts.runnable(id, input, input.to, input.settings);
  return [
    step(
      'create containers',
      async (operation) => {
        const { app } = operation.input;
        const release = await releaseFor(parts, operation);
        // A network that is about to be made anew may give other addresses.
        if (!(await parts.containers.hasNetwork(app, release.manifest))) return;
        await parts.generations.sketch(appIdOf(operation.input), operation.input.to, release);
        await parts.create(await runnable(operation));
      },
      async ({ input }) => {
        await parts.containers.remove(input.app, input.to);
        await parts.generations.remove(appIdOf(input), input.to);
      },
    ),
    step(
      'stop the old version',
      async ({ id, input, signal }) => {
        // A new release may bring files to a form that the old program can't read: then its rows are there as text as well.
        if (isUpgrade && input.wasRunning) await parts.prepareBackup(id, input, input.from, signal);
        await parts.shut(input, input.from);
      },
      async ({ id, input }) => {
        if (input.wasRunning) await parts.putBack({ id, input }, input.from);
      },
    ),
    step(
      'take snapshot',
      ({ input }) => parts.snapshots.take(appIdOf(input), input.from, input.snapshot),
      ({ input }) => parts.snapshots.remove(appIdOf(input), input.snapshot),
    ),
    step(
      'create generation',
      async ({ id, input }) => {
        const [release, secrets] = await Promise.all([parts.staging.findRelease(id), parts.staging.getSecrets(id)]);
        await parts.generations.createFrom(appIdOf(input), input.to, dataFor(parts, id, input), release, secrets);
        if (input.fetched || input.source !== null) await parts.takeAlong(input, input.from, input.to);
        if (input.putIn) await parts.putIn(id, input, input.to, input.putIn);
      },
      ({ input }) => parts.generations.remove(appIdOf(input), input.to),
    ),
    step(
      'create network',
      async ({ id, input }) => parts.ensureNetwork(id, input, await parts.releaseOf(input, input.to)),
      ({ input }) => releaseNetwork(parts, input),
    ),
    step(
      'start containers',
      async (operation) => parts.start(await runnable(operation), operation.signal),
      ({ input }) => parts.containers.remove(input.app, input.to),
    ),
    step('wait until healthy', async (operation) => parts.untilWell(await runnable(operation), operation.signal)),
    commit('commit', ({ input }) =>
      parts.records.pointTo(input.app, {
        number: input.to,
        version: input.version,
        settings: input.settings,
        createdAt: new Date().toISOString(),
      }),
    ),
    step('publish route', async ({ input }) => (input.wasRunning ? parts.open(input) : parts.stop(input, input.to))),
    step('clean up', async ({ id, input }) => {
      await parts.containers.remove(input.app, input.from);
      await parts.generations.remove(appIdOf(input), input.from);
      await parts.snapshots.prune(appIdOf(input), input.to);
      await parts.staging.remove(id);
    }),
  ];
}

/** A new one, or that of the settings or the day it goes to. */
const releaseFor = async (parts: AppParts, { id, input }: Operation) =>
  (await parts.staging.findRelease(id)) ?? (await parts.releases.get(sourceDirectory(parts, id, input)));

/** Before the snapshot is taken: where its release stands already. */
function sourceDirectory(parts: AppParts, operation: string, input: ChangeInput): string {
  if (input.fetched) return parts.fetchedDirectoryOf(input, operation);
  return input.source === null ? parts.directoryOf(input, input.from) : parts.snapshotDirectoryOf(input, input.source);
}

const dataFor = (parts: AppParts, operation: string, input: ChangeInput): string =>
  input.fetched ? parts.fetchedDirectoryOf(input, operation) : parts.snapshotDirectoryOf(input, input.source ?? input.snapshot);

/** A network made for other permissions goes; starting the old version again makes its own. */
async function releaseNetwork(parts: AppParts, input: ChangeInput) {
  const [before, after] = await Promise.all([parts.releaseOf(input, input.from), parts.releaseOf(input, input.to).catch(() => undefined)]);
  if (after && before.manifest.permissions.egress === after.manifest.permissions.egress) return;
  await parts.containers.remove(input.app, input.from);
  await parts.containers.removeNetwork(input.app);
}
