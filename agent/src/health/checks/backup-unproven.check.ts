import { check, type Found } from '../check.ts';
import type { PercloudBackups, PlaceHealth } from '../sources.ts';

const dayMs = 24 * 3_600_000;
/** Opened once a week; a night or two can be missed. */
const provenForMs = 21 * dayMs;

interface ProofState {
  now: number;
  perclouds: PercloudBackups[];
}

/** A backup that did not open when it was tried, or that nobody has tried for long. */
export const backupUnproven = check<ProofState>({
  name: 'backup-unproven',
  measure: async ({ backups }) => ({ now: Date.now(), perclouds: await backups.look() }),
  decide: ({ now, perclouds }) =>
    perclouds.flatMap(({ percloud, places }): Found[] => {
      const owner = { concerns: 'owner' as const, percloud, app: null, remedies: [] };
      const kept = places.filter(({ newestAt }) => newestAt !== null);
      const failed = kept.find(({ proof }) => proof?.problem);
      if (failed?.proof) return [{ ...owner, case: 'failed', severity: 'bad', values: { place: failed.place, triedAt: failed.proof.at } }];
      const old = kept.find((place) => place.every !== 'never' && now - Date.parse(provenAt(place)) > provenForMs);
      return old ? [{ ...owner, case: 'untried', severity: 'notice', values: { place: old.place } }] : [];
    }),
});

const provenAt = ({ proof, createdAt }: PlaceHealth) => proof?.at ?? createdAt;
