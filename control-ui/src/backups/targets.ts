import type { Backup, Target } from '@percloud/contract/backups';
import { computed } from '@preact/signals';
import { call } from '../api.ts';
import { operations } from '../state/live.ts';
import { percloud } from '../state/session.ts';
import { type Fetched, useFetched } from '../state/use-fetched.ts';

/** Whatever happens to a backup is a reason to ask again how they stand. */
const happenings = computed(() =>
  operations.value
    .filter(({ kind }) => kind.startsWith('backup.'))
    .map(({ id, status }) => `${id} ${status}`)
    .join(),
);

/** Where the person's backups are kept, and how they stand. */
export function useTargets(): Fetched<Target[]> {
  const id = percloud.value?.id ?? '';
  return useFetched(() => call('listBackupTargets', { params: { percloud: id } }), [id, happenings.value]);
}

/** The newest backup in any place; of all apps, or of one. */
export const newestOf = (targets: readonly Target[], app?: string): Backup | undefined =>
  targets
    .flatMap(({ newest }) => (newest && (!app || newest.apps.some(({ id }) => id === app)) ? [newest] : []))
    .toSorted((a, b) => b.takenAt.localeCompare(a.takenAt))[0];
