import { type AppInput, type AppParts, appIdOf } from '../apps/app-parts.ts';
import { appLocks } from '../operations/locks.ts';
import { commit, type Kind, step } from '../operations/operation-kind.ts';

/** Decided when it was asked for: what the person read is what goes. */
export interface ThinInput extends AppInput {
  snapshots: string[];
  /** Generations that nothing points at once those are gone. */
  generations: number[];
}

/** Lets go of all snapshots but the newest. For ever, so it begins with the point of no return. */
export const thinSnapshots = (parts: AppParts): Kind<ThinInput, object> => ({
  kind: 'app.thin-snapshots',
  version: 1,
  whenBusy: 'refuse',
  locks: (input) => appLocks(input.percloud, input.app),
  steps: [
    commit('forget older snapshots', ({ input }) => input.generations.map((number) => parts.records.generationRemoval(input.app, number))),
    step('remove older snapshots', async ({ input }) => {
      for (const snapshot of input.snapshots) await parts.snapshots.remove(appIdOf(input), snapshot);
    }),
    step('clean up', () => parts.collectImages()),
  ],
});
