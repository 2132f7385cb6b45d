import { statfsSync } from 'node:fs';
import type { BtrfsScrub } from '../gateways/btrfs-scrub.ts';
import type { Host } from '../host/host.module.ts';
import { exclusive } from '../operations/locks.ts';
import { discover, type Kind, type Running, step } from '../operations/operation-kind.ts';

/** What the box found when it read its disk through. */
export interface ScrubOutcome {
  checkedBytes: number;
  damagedCount: number;
  mendedCount: number;
}

interface Facts {
  /** Of the scrub before this one; null: there was none. */
  before: string | null;
  outcome: ScrubOutcome;
}

/** Reads all that is on the disk and compares it with its checksums. For hours on a large one, so it stands in nobody's way. */
export const scrubDisk = (host: Host, scrub: BtrfsScrub): Kind<object, Facts> => ({
  kind: 'box.scrub',
  version: 1,
  whenBusy: 'refuse',
  locks: () => [exclusive('scrub')],
  steps: [
    discover('look at the disk', async () => ({ before: (await scrub.state(host.dataDir)).began })),
    { ...discover('read the whole disk', (operation) => readAll(host, scrub, operation)), undo: () => scrub.stop(host.dataDir) },
    // Found anew just now, if it is still there. Also what was put right is no longer counted.
    step('count errors anew', () => scrub.resetErrors(host.dataDir)),
  ],
});

async function readAll({ dataDir }: Host, scrub: BtrfsScrub, operation: Running<object, Facts>): Promise<Pick<Facts, 'outcome'>> {
  const { signal } = operation;
  const before = operation.facts.before ?? null;
  const { checkedBytes, damagedBlocks, mendedBlocks } = await scrub.run(dataDir, {
    ...{ before, signal },
    onLook: (state) => operation.progress({ doneBytes: state.checkedBytes, totalBytes: Math.max(usedBytes(dataDir), state.checkedBytes) }),
  });
  return { outcome: { checkedBytes, damagedCount: damagedBlocks, mendedCount: mendedBlocks } };
}

function usedBytes(dataDir: string) {
  const { blocks, bfree, bsize } = statfsSync(dataDir);
  return (blocks - bfree) * bsize;
}
