import { check } from '../check.ts';
import type { AppHealth } from '../sources.ts';
import { isMuchRoom } from './much-room.ts';

interface SnapshotsState {
  disk: { totalBytes: number; freeBytes: number };
  apps: (AppHealth & { bytes: number; snapshotsBytes: number })[];
}

/** Snapshots keep what was deleted since. They go by themselves in time; who needs room now may let them go before. */
export const snapshotsLarge = check<SnapshotsState>({
  name: 'snapshots-large',
  measure: async ({ apps, disk, room }) => ({
    disk: disk.now(),
    apps: (await apps.look()).flatMap((app) => {
      const held = room.of(app.id);
      return held ? { ...app, ...held } : [];
    }),
  }),
  decide: ({ disk, apps }, isTold) =>
    apps
      .filter(({ id, snapshotsBytes }) => isMuchRoom(disk, snapshotsBytes, isTold(id)))
      .map(({ id, percloud, slug, program, bytes, snapshotsBytes }) => ({
        case: 'large',
        severity: 'notice',
        concerns: 'percloud',
        app: { id, percloud },
        values: { slug, program, sizeBytes: snapshotsBytes, nowBytes: bytes },
        remedies: [{ name: 'thin-snapshots', kind: 'app.thin-snapshots', percloud }],
      })),
});
