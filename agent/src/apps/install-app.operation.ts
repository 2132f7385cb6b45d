import type { SettingValues } from '@percloud/contract/settings-form';
import { appLocks } from '../operations/locks.ts';
import { commit, type Kind, type Running, type Step, step } from '../operations/operation-kind.ts';
import { together } from '../operations/together.ts';
import { Problem } from '../problem.ts';
import { type AppInput, type AppParts, appIdOf } from './app-parts.ts';

export interface InstallInput extends AppInput {
  catalogApp: string;
  publisherKey: string | null;
  publisherName: string | null;
  version: string;
  settings: SettingValues;
}

type Operation = Running<InstallInput, object>;
const first = 1;

export const installApp = (parts: AppParts): Kind<InstallInput, object> => ({
  kind: 'app.install',
  version: 1,
  whenBusy: 'refuse',
  heavy: true,
  locks: (input) => appLocks(input.percloud, input.app),
  steps: installAppSteps(parts),
});

/** Nobody reaches the app before its set-up is finished and committed: a fresh blog would let any visitor become its owner. */
function installAppSteps(parts: AppParts): Step<InstallInput, object>[] {
  const frozen = async (operation: string) => {
    const release = await parts.staging.findRelease(operation);
    if (!release) throw new Error(`nothing was staged for ${operation}`);
    return release;
  };
  const runnable = ({ id, input }: Operation) => parts.runnable(id, input, first, input.settings);
  return [
    step(
      'reserve name',
      async ({ input }) => {
        await reserve(parts, input);
        // Its certificate is made meanwhile.
        parts.routes.publishSoon();
      },
      async ({ id, input }) => {
        await parts.records.remove(input.app);
        await parts.routes.publish();
        await parts.staging.remove(id);
      },
    ),
    step('pull images', async (operation) => parts.pull(operation, await frozen(operation.id))),
    step(
      'create generation and network',
      async ({ id, input }) => {
        const [release, secrets] = [await frozen(id), await parts.staging.getSecrets(id)];
        await together(parts.generations.create(appIdOf(input), first, release, secrets), parts.ensureNetwork(id, input, release));
      },
      async ({ input }) => {
        await parts.removeNetwork(input);
        await parts.generations.removeApp(appIdOf(input));
      },
    ),
    step(
      'start containers',
      async (operation) => parts.start(await runnable(operation), operation.signal),
      ({ input }) => parts.containers.remove(input.app, first),
    ),
    step('wait until healthy', async (operation) => parts.containers.untilAllHealthy(await runnable(operation), operation.signal)),
    step('first-run setup', async (operation) => {
      await parts.containers.setUp(await runnable(operation), operation.signal);
      await parts.containers.passSmokeChecks(await runnable(operation), operation.signal);
    }),
    commit('commit', ({ input }) =>
      parts.records.pointTo(input.app, {
        number: first,
        version: input.version,
        settings: input.settings,
        createdAt: new Date().toISOString(),
      }),
    ),
    step('publish route', ({ input }) => parts.open(input)),
    step('clean up', ({ id }) => parts.staging.remove(id)),
  ];
}

async function reserve(parts: AppParts, input: InstallInput) {
  await parts.records.insert({
    id: input.app,
    percloud: input.percloud,
    slug: input.slug,
    catalogApp: input.catalogApp,
    publisherKey: input.publisherKey,
    publisherName: input.publisherName,
    channel: 'stable',
    automaticUpdates: false,
    generation: null,
    desired: 'running',
    installedAt: new Date().toISOString(),
    inBinSince: null,
  });
  // Somebody else was given the name between the question and now.
  if (!(await parts.records.find(input.app))) throw new Problem('name-taken', { values: { name: input.slug } });
}
