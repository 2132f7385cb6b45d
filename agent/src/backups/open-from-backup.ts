import type { ProblemCode } from '@percloud/contract/problems';
import { type AppInput, appIdOf } from '../apps/app-parts.ts';
import { endStandIn, missingBytes, standInOf, withoutEgress } from '../apps/rehearsal.ts';
import type { Running } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { type FetchParts, type FromBackup, fetchApp } from './fetch-app.ts';
import type { PercloudJson } from './percloud-json.ts';

type BackedUpApp = PercloudJson['apps'][number];
type Opening = Pick<Running<object, object>, 'id' | 'signal' | 'progress'>;

const first = 1;
/** That it is not as it should be. */
const saysItself: readonly ProblemCode[] = ['app-not-healthy', 'app-smoke-failed', 'app-data-unreadable'];

/**
 * Brings an app back from a backup where nobody sees it and it reaches nobody, and asks it how it is. Throws when it is not as it should
 * be. Whether every byte is the one that was saved, restic looks at itself while it writes them.
 */
export async function openFromBackup(
  parts: FetchParts,
  { id, signal, progress }: Opening,
  percloud: string,
  from: Omit<FromBackup, 'backedUpApp'>,
  app: BackedUpApp,
) {
  const { apps } = parts;
  const standIn = standInOf({ id, input: { percloud, slug: app.slug } });
  // Of a drill that a power cut ended, containers may still run.
  await endStandIn(apps, standIn);
  try {
    await apps.generations.makePlace(appIdOf(standIn));
    const fetched = apps.fetchedDirectoryOf(standIn, id);
    await fetchApp(parts, { input: { ...from, backedUpApp: app.id }, signal, progress }, fetched);
    const { release, settings } = await parts.releases.choose(percloud, app, await apps.releases.get(fetched));
    if (missingBytes(release.manifest) > 0) throw new Problem('backup-not-tried');
    await apps.pull({ input: inputOf(percloud, app), signal, progress }, release);
    const walledIn = withoutEgress(release);
    await apps.generations.copy(fetched, appIdOf(standIn), first, walledIn, {});
    await apps.ensureNetwork(id, standIn, walledIn);
    const runnable = { ...(await apps.runnable(id, standIn, first, settings)), rehearsal: true };
    await apps.start(runnable, signal);
    await apps.untilWell(runnable, signal);
  } catch (error) {
    if (error instanceof Problem && saysItself.includes(error.code))
      throw new Problem('backup-not-whole', { values: { app: app.slug }, detail: error.parts.detail, cause: error });
    throw error;
  } finally {
    await endStandIn(apps, standIn);
  }
}

const inputOf = (percloud: string, { id, slug }: BackedUpApp): AppInput => ({ percloud, app: id, slug });
