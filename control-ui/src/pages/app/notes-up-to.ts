import type { AppRelease } from '@percloud/contract/apps';
import { isBeta } from '../../apps/app-text.ts';

/** What was written about all that is new up to a release. What was tried out on the way to a finished one is told there again. */
export function notesUpTo(wanted: AppRelease, newestFirst: readonly AppRelease[]): AppRelease[] {
  const older = newestFirst.slice(newestFirst.indexOf(wanted));
  return older.filter(({ version, releaseNotes }) => releaseNotes && (isBeta(wanted.version) || !isBeta(version)));
}
