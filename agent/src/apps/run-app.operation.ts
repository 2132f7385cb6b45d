import { appLocks } from '../operations/locks.ts';
import { commit, type Kind, type Step, step } from '../operations/operation-kind.ts';
import { type AppInput, type AppParts } from './app-parts.ts';

/** An app as it is, of which nothing but its running changes. */
export interface ExistingInput extends AppInput {
  generation: number;
  wasRunning: boolean;
}

const kindOf = (kind: 'app.start' | 'app.stop' | 'app.restart', steps: Step<ExistingInput, object>[]): Kind<ExistingInput, object> => ({
  kind,
  version: 1,
  whenBusy: 'refuse',
  locks: (input) => appLocks(input.percloud, input.app),
  steps,
});

export const stopStep = (parts: AppParts) =>
  step<ExistingInput, object>(
    'stop the app',
    ({ input }) => parts.stop(input, input.generation),
    async ({ id, input }) => {
      if (input.wasRunning) await parts.putBack({ id, input }, input.generation);
    },
  );

/** The same generation as before, so its route may open before the commit: what is written into it is never taken back. */
export const startStep = (parts: AppParts) =>
  step<ExistingInput, object>(
    'start containers',
    (operation) => parts.startAgain(operation, operation.input.generation, operation.signal),
    async ({ input }) => {
      if (!input.wasRunning) await parts.stop(input, input.generation);
    },
  );

export const stopApp = (parts: AppParts) =>
  kindOf('app.stop', [stopStep(parts), commit('commit', ({ input }) => [parts.records.update(input.app, { desired: 'stopped' })])]);

export const startApp = (parts: AppParts) =>
  kindOf('app.start', [
    startStep(parts),
    commit('commit', ({ input }) => [parts.records.update(input.app, { desired: 'running' })]),
    step('publish route', () => parts.routes.publish()),
  ]);

/** Both halves can be repeated; failing, it is tried to be left running. */
export const restartApp = (parts: AppParts) =>
  kindOf('app.restart', [
    stopStep(parts),
    startStep(parts),
    commit('commit', ({ input }) => [parts.records.update(input.app, { desired: 'running' })]),
    step('publish route', () => parts.routes.publish()),
  ]);
