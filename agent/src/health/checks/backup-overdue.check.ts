import { check, type Found } from '../check.ts';
import type { PercloudBackups, PlaceHealth } from '../sources.ts';

const dayMs = 24 * 3_600_000;
/** So long somebody may look around before they are asked where their backups shall go. */
const settlingInMs = 3 * dayMs;
const lateAfterMs = { day: 3 * dayMs, week: 10 * dayMs } as const;
const worryingAfterMs = 14 * dayMs;

interface BackupsState {
  now: number;
  perclouds: PercloudBackups[];
}

/** Whoever has something to lose and no backup of these days. One place that is up to date is enough. */
export const backupOverdue = check<BackupsState>({
  name: 'backup-overdue',
  measure: async ({ backups }) => ({ now: Date.now(), perclouds: await backups.look() }),
  decide: ({ now, perclouds }) =>
    perclouds.flatMap(({ percloud, since, places }): Found[] => {
      const owner = { concerns: 'owner' as const, percloud, app: null, remedies: [] };
      if (places.length === 0)
        return now - Date.parse(since) > settlingInMs ? [{ ...owner, case: 'none', severity: 'notice', values: {} }] : [];
      const watched = places.filter(({ every }) => every !== 'never');
      const [best] = watched.toSorted((a, b) => ageOf(a, now) - ageOf(b, now));
      if (!best || best.every === 'never' || ageOf(best, now) <= lateAfterMs[best.every]) return [];
      const severity = ageOf(best, now) > worryingAfterMs ? 'bad' : 'notice';
      if (best.newestAt === null) return [{ ...owner, case: 'never', severity, values: { place: best.place } }];
      return [{ ...owner, case: 'late', severity, values: { place: best.place, takenAt: best.newestAt } }];
    }),
});

/** Of the newest; of a place without any, since it is there. */
const ageOf = ({ newestAt, createdAt }: PlaceHealth, now: number) => now - Date.parse(newestAt ?? createdAt);
