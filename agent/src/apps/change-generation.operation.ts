import type { SettingValues } from '@percloud/contract/settings-form';
import { appLocks } from '../operations/locks.ts';
import { commit, type Kind, type Running, type Step, step } from '../operations/operation-kind.ts';
import { type AppInput, type AppParts, appIdOf } from './app-parts.ts';

/** An app goes from one generation to the next: by another release, other settings, or the data of an earlier day. */
export interface ChangeInput extends AppInput {
  from: number;
  to: number;
  /** Taken of `from` once it stands still. */
  snapshot: string;
  /** What `to` is made of: a snapshot kept from earlier; null: the one just taken. */
  source: string | null;
  version: string;
  settings: SettingValues;
  wasRunning: boolean;
}

type Operation = Running<ChangeInput, object>;

/** Another release, other settings, or an earlier day: one story. */
export const changeGeneration = (kind: 'app.upgrade' | 'app.rollback' | 'app.configure', parts: AppParts): Kind<ChangeInput, object> => ({
  kind,
  version: 1,
  whenBusy: 'refuse',
  heavy: true,
  locks: (input) => appLocks(input.percloud, input.app),
  steps: changeGenerationSteps(parts),
});

/**
 * The old one serves until the new images are here and the new containers are made, though not started. It is stopped before the snapshot, and nobody from outside reaches the new one before
 * the commit: going back loses nothing that was acknowledged. Data goes back before old code starts. Without a snapshot no change.
 */
function changeGenerationSteps(parts: AppParts): Step<ChangeInput, object>[] {
  const runnable = ({ id, input }: Operation) => parts.runnable(id, input, input.to, input.settings);
  return [
    step(
      'pull images',
      async (operation) => parts.pull(operation, await releaseFor(parts, operation)),
      ({ id }) => parts.staging.remove(id),
    ),
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
      ({ input }) => parts.shut(input, input.from),
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
        await parts.generations.createFrom(appIdOf(input), input.to, input.source ?? input.snapshot, release, secrets);
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
    step('wait until healthy', async (operation) => parts.containers.untilAllHealthy(await runnable(operation), operation.signal)),
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
  (await parts.staging.findRelease(id)) ?? (await parts.releases.get(sourceDirectory(parts, input)));

const sourceDirectory = (parts: AppParts, input: ChangeInput) =>
  input.source === null ? parts.directoryOf(input, input.from) : parts.snapshotDirectoryOf(input, input.source);

/** A network made for other permissions goes; starting the old version again makes its own. */
async function releaseNetwork(parts: AppParts, input: ChangeInput) {
  const [before, after] = await Promise.all([parts.releaseOf(input, input.from), parts.releaseOf(input, input.to).catch(() => undefined)]);
  if (after && before.manifest.permissions.egress === after.manifest.permissions.egress) return;
  await parts.containers.remove(input.app, input.from);
  await parts.containers.removeNetwork(input.app);
}
