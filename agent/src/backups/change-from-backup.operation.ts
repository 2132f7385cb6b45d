import { type ChangeInput, changeSteps } from '../apps/change-generation.operation.ts';
import { appLocks, shared } from '../operations/locks.ts';
import { type Kind, type Running, step } from '../operations/operation-kind.ts';
import type { FetchParts, FromBackup } from './fetch-app.ts';
import { lockOf } from './targets.service.ts';

/** An app changes by what `fetch` brings from a backup. It serves until all is fetched; what it is now is kept as a snapshot. */
export const changeFromBackup = <I extends ChangeInput & FromBackup>(
  kind: 'backup.bring-back' | 'backup.put-back',
  parts: FetchParts,
  fetch: (operation: Running<I, object>) => Promise<void>,
): Kind<I, object> => ({
  kind,
  version: 1,
  whenBusy: 'refuse',
  heavy: true,
  locks: (input) => [...appLocks(input.percloud, input.app), shared(lockOf(input.target))],
  steps: [
    step('fetch from backup', fetch, (operation) => removeFetched(parts, operation)),
    ...changeSteps(parts.apps),
    step('let go of what was fetched', (operation) => removeFetched(parts, operation)),
  ],
});

/** Whatever there is of it. */
async function removeFetched({ apps }: FetchParts, { id, input }: Pick<Running<ChangeInput, object>, 'id' | 'input'>) {
  await apps.staging.remove(id);
  const directory = apps.fetchedDirectoryOf(input, id);
  apps.releases.forget(directory);
  await apps.btrfs.ensureGone(directory);
}
