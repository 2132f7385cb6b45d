import type { AppParts } from '../apps/app-parts.ts';
import { exclusive } from '../operations/locks.ts';
import { discover, type Kind, step } from '../operations/operation-kind.ts';
import type { FreeRoom } from '../storage/free-room.ts';

interface Facts {
  freeBytes: number;
  outcome: { freedBytes: number };
}

/** Removes what nobody needs. It waits for operations on apps: theirs are the downloads that are not forgotten. */
export const makeRoom = (parts: AppParts, disk: FreeRoom): Kind<object, Facts> => ({
  kind: 'box.make-room',
  version: 1,
  whenBusy: 'wait',
  locks: () => [exclusive('box')],
  steps: [
    discover('look at what is free', async () => ({ freeBytes: disk.now().freeBytes })),
    step('remove forgotten downloads', () => parts.images.removeDownloads()),
    step('remove old snapshots', () => parts.pruneSnapshots()),
    step('remove unused images', () => parts.collectImages()),
    discover('look at what was gained', async (operation) => {
      await parts.settleDisk();
      return { outcome: { freedBytes: Math.max(disk.now().freeBytes - operation.fact('freeBytes'), 0) } };
    }),
  ],
});
