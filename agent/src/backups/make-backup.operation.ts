import { discover, type Kind, step } from '../operations/operation-kind.ts';
import { atPlace, takeSnapshots } from './at-place.operation.ts';
import type { BackupParts } from './backup-parts.ts';

export interface BackupInput {
  percloud: string;
  target: string;
  /** Nobody asked for it: it can wait. */
  byItself?: boolean;
}

export interface BackupFacts {
  /** How many apps could not prepare for it. */
  unprepared: number;
  outcome: Record<string, number>;
}

/**
 * A percloud as it is now, into one of its places. Apps go on meanwhile and may change; what is saved is of one moment. The box can be
 * switched off at any time: what was written already is not written again.
 */
export const makeBackup = (parts: BackupParts): Kind<BackupInput, BackupFacts> => ({
  kind: 'backup.make',
  version: 1,
  ...atPlace,
  steps: [
    step('find the place', ({ input }) => parts.reach(input.target)),
    takeSnapshots(parts),
    discover('save', async (operation) => {
      const { unprepared } = operation.facts;
      return { outcome: { ...(await parts.saveMakingRoom(operation)), ...(unprepared ? { unprepared } : {}) } };
    }),
    step('forget older backups', (operation) => parts.forgetOlder(operation)),
    step('clean up', ({ input }) => parts.tree.remove(input.target)),
  ],
});
