import type { Channel } from '@percloud/contract/catalog';
import type { SettingValues } from '@percloud/contract/settings-form';
import { type AppInput, appIdOf } from '../apps/app-parts.ts';
import { appLocks, shared } from '../operations/locks.ts';
import { commit, discover, type Kind, type Running, step } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { type FetchParts, type FromBackup, fetchApp } from './fetch-app.ts';
import { lockOf } from './targets.service.ts';

export interface BesideInput extends AppInput, FromBackup {
  catalogApp: string;
  publisherKey: string | null;
  publisherName: string | null;
  channel: Channel;
  automaticUpdates: boolean;
  /** As the backup has it; another one where that is no longer published. */
  version: string;
  settings: SettingValues;
  desired: 'running' | 'stopped';
}

interface BesideFacts {
  version: string;
  settings: SettingValues;
}

type Operation = Running<BesideInput, BesideFacts>;
const first = 1;

/** An app that is not here comes from a backup: beside the one it was, or on an empty box. */
export const bringBeside = (parts: FetchParts): Kind<BesideInput, BesideFacts> => {
  const { apps } = parts;
  const runnable = ({ id, input, fact }: Operation) => apps.runnable(id, input, first, fact('settings'));
  return {
    kind: 'backup.bring-beside',
    version: 1,
    whenBusy: 'refuse',
    heavy: true,
    locks: (input) => [...appLocks(input.percloud, input.app), shared(lockOf(input.target))],
    steps: [
      step(
        'reserve name',
        async ({ input }) => {
          await reserve(parts, input);
          apps.routes.publishSoon();
        },
        async ({ input }) => {
          await apps.records.remove(input.app);
          await apps.routes.publish();
        },
      ),
      discover(
        'fetch from backup',
        (operation) => fetchFirst(parts, operation),
        ({ input }) => apps.generations.removeApp(appIdOf(input)),
      ),
      step('pull images', async (operation) => apps.pull(operation, await apps.releaseOf(operation.input, first))),
      step(
        'create network',
        async ({ id, input }) => apps.ensureNetwork(id, input, await apps.releaseOf(input, first)),
        ({ input }) => apps.removeNetwork(input),
      ),
      step(
        'start containers',
        async (operation) => apps.start(await runnable(operation), operation.signal),
        ({ input }) => apps.containers.remove(input.app, first),
      ),
      step('wait until healthy', async (operation) => apps.containers.untilAllHealthy(await runnable(operation), operation.signal)),
      commit('commit', ({ input, fact }) =>
        apps.records.pointTo(input.app, {
          number: first,
          version: fact('version'),
          settings: fact('settings'),
          createdAt: new Date().toISOString(),
        }),
      ),
      step('publish route', ({ input }) => (input.desired === 'running' ? apps.open(input) : apps.stop(input, first))),
    ],
  };
};

/** Its first generation: the data of then, and a release that the box knows. */
async function fetchFirst(parts: FetchParts, operation: Operation): Promise<BesideFacts> {
  const { apps, releases } = parts;
  const { id, input } = operation;
  const app = appIdOf(input);
  const fetched = apps.fetchedDirectoryOf(input, id);
  await apps.generations.makePlace(app);
  await fetchApp(parts, operation, fetched);
  const described = { ...input, id: input.backedUpApp };
  const { release, settings } = await releases.choose(input.percloud, described, await apps.releases.get(fetched));
  await apps.generations.copy(fetched, app, first, release, {});
  apps.releases.forget(fetched);
  await apps.btrfs.ensureGone(fetched);
  await apps.btrfs.sync(apps.directoryOf(input, first));
  return { version: release.manifest.version, settings };
}

async function reserve({ apps }: FetchParts, input: BesideInput) {
  const { percloud, slug, catalogApp, publisherKey, publisherName, channel, automaticUpdates, desired } = input;
  await apps.records.insert({
    ...{ id: input.app, percloud, slug, catalogApp, publisherKey, publisherName, channel, automaticUpdates, desired },
    generation: null,
    installedAt: new Date().toISOString(),
    inBinSince: null,
  });
  const row = await apps.records.find(input.app);
  // Somebody else was given the name between the question and now, or it is somebody else's app.
  if (!row || row.percloud !== percloud || row.generation !== null) throw new Problem('name-taken', { values: { name: slug } });
}
