import { appLocks } from '../operations/locks.ts';
import { commit, type Kind, type Step, step } from '../operations/operation-kind.ts';
import { type AppParts, appIdOf } from './app-parts.ts';
import { type ExistingInput, stopStep } from './run-app.operation.ts';

/** How long an app stays in the bin with its data. */
export const binDays = 30;

const kindOf = (kind: 'app.remove' | 'app.restore' | 'app.delete', steps: Step<ExistingInput, object>[]): Kind<ExistingInput, object> => ({
  kind,
  version: 1,
  whenBusy: 'refuse',
  locks: (input) => appLocks(input.percloud, input.app),
  steps,
});

/** Into the bin: its data stay where they are, nothing of it runs. */
export const removeApp = (parts: AppParts) =>
  kindOf('app.remove', [
    stopStep(parts),
    commit('move to bin', ({ input }) => [parts.records.update(input.app, { inBinSince: new Date().toISOString() })]),
    step('publish route', () => parts.routes.publish()),
    step('clean up', async ({ input }) => {
      await parts.containers.remove(input.app);
      await parts.removeNetwork(input);
    }),
  ]);

/** Out of the bin, with its data, and running. `slug` is a free one: its own unless somebody has it by now. */
export const restoreApp = (parts: AppParts) =>
  kindOf('app.restore', [
    step('pull images', async (operation) => parts.pull(operation, await parts.releaseOf(operation.input, operation.input.generation))),
    step(
      'start containers',
      (operation) => parts.startAgain(operation, operation.input.generation, operation.signal),
      async ({ input }) => {
        await parts.containers.remove(input.app, input.generation);
        await parts.removeNetwork(input);
      },
    ),
    commit('take out of bin', ({ input }) => [parts.records.update(input.app, { inBinSince: null, slug: input.slug, desired: 'running' })]),
    step('publish route', () => parts.routes.publish()),
  ]);

/** For ever. The row goes first: an app whose data are half deleted can't be taken out of the bin any more. */
export const deleteApp = (parts: AppParts) =>
  kindOf('app.delete', [
    commit('forget the app', ({ input }) => parts.records.removal(input.app)),
    step('delete its data', async ({ input }) => {
      await parts.containers.remove(input.app);
      await parts.removeNetwork(input);
      await parts.generations.removeApp(appIdOf(input));
    }),
    step('clean up', () => parts.collectImages()),
  ]);
