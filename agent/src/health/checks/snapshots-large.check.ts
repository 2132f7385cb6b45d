import { check } from '../check.ts';
import type { AppHealth } from '../sources.ts';

interface SnapshotsState {
  disk: { totalBytes: number; freeBytes: number };
  apps: (AppHealth & { bytes: number; snapshotsBytes: number })[];
}

const muchShare = 0.1;
/** Where the disk is filling, less is much. */
const muchShareOnTightDisk = 0.02;
const tightShare = 0.15;

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
  decide: ({ disk, apps }, isTold) => {
    const share = disk.freeBytes < disk.totalBytes * tightShare ? muchShareOnTightDisk : muchShare;
    const isMuch = ({ id, snapshotsBytes }: { id: string; snapshotsBytes: number }) =>
      snapshotsBytes > disk.totalBytes * share * (isTold(id) ? 0.8 : 1);
    return apps.filter(isMuch).map(({ id, percloud, slug, program, bytes, snapshotsBytes }) => ({
      case: 'large',
      severity: 'notice',
      concerns: 'percloud',
      app: { id, percloud },
      values: { slug, program, sizeBytes: snapshotsBytes, nowBytes: bytes },
      remedies: [{ name: 'thin-snapshots', kind: 'app.thin-snapshots', percloud }],
    }));
  },
});
