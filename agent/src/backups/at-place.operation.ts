import { exclusive, shared } from '../operations/locks.ts';
import { discover, type Kind, type Step } from '../operations/operation-kind.ts';
import type { BackupParts } from './backup-parts.ts';
import type { BackupFacts, BackupInput } from './make-backup.operation.ts';
import { lockOf } from './targets.service.ts';

/** What has a place for itself waits for its turn there: the other one may be the box's own, which nobody asked for. */
export const atPlace = {
  whenBusy: 'wait',
  keepsOutBy: 'backup-under-way',
  locks: ({ percloud, target }: BackupInput) => [exclusive(lockOf(target)), shared(`percloud:${percloud}`)],
} as const satisfies Partial<Kind<BackupInput, object>>;

/** Of what is saved, all of one moment. */
export const takeSnapshots = (parts: BackupParts): Step<BackupInput, BackupFacts> =>
  discover(
    'take snapshots',
    async ({ id, input, signal }) => ({ unprepared: await parts.tree.make(id, input.target, input.percloud, signal) }),
    ({ input }) => parts.tree.remove(input.target),
  );
