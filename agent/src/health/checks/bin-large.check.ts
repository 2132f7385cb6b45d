import { binDays } from '../../apps/bin-app.operation.ts';
import { check } from '../check.ts';
import type { BinnedApp } from '../sources.ts';
import { isMuchRoom } from './much-room.ts';

interface BinState {
  disk: { totalBytes: number; freeBytes: number };
  apps: (BinnedApp & { bytes: number; snapshotsBytes: number })[];
}

const dayMs = 24 * 3_600_000;

/** What lies in the bin goes by itself in time. No button here deletes it before: that needs its name typed, which is done in the bin. */
export const binLarge = check<BinState>({
  name: 'bin-large',
  measure: async ({ apps, disk, room }) => ({
    disk: disk.now(),
    apps: (await apps.lookInBin()).flatMap((app) => {
      const held = room.of(app.id);
      return held ? { ...app, ...held } : [];
    }),
  }),
  decide: ({ disk, apps }, isTold) =>
    apps
      .filter(({ id, bytes, snapshotsBytes }) => isMuchRoom(disk, bytes + snapshotsBytes, isTold(id)))
      .map(({ id, percloud, slug, program, bytes, snapshotsBytes, inBinSince }) => ({
        case: 'large',
        severity: 'notice',
        concerns: 'percloud',
        app: { id, percloud },
        values: {
          ...{ slug, program, sizeBytes: bytes + snapshotsBytes },
          emptiedAt: new Date(Date.parse(inBinSince) + binDays * dayMs).toISOString(),
        },
        remedies: [],
      })),
});
