import { mkdir } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type Snapshot, snapshotSchema } from '@percloud/contract/apps';
import { AppRecords } from '../apps/app-records.ts';
import { FrozenReleases } from '../apps/frozen-releases.ts';
import { type AppId, generationDir, snapshotDir, snapshotsDir } from '../apps/layout.ts';
import { Btrfs } from '../gateways/btrfs.ts';
import { Host } from '../host/host.module.ts';
import { Problem } from '../problem.ts';

const alwaysKept = 3;
const keptForMs = 7 * 24 * 3_600_000;

/** `<generation>-<time>-<reason>`: all there is to know about a snapshot beside what is in it. */
export const snapshotId = (generation: number, reason: Snapshot['reason'], at = new Date()) =>
  `${generation}-${at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '')}-${reason}`;

export function parseSnapshotId(id: string): Pick<Snapshot, 'id' | 'generation' | 'reason' | 'takenAt'> {
  const [generation = '', time = '', ...reason] = snapshotSchema.shape.id.parse(id).split('-');
  const takenAt = time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return { id, generation: Number(generation), takenAt, reason: snapshotSchema.shape.reason.parse(reason.join('-')) };
}

/** Which to keep: the newest three, and all younger than a week. Taken in the order of generations, so a clock set back hurts nothing. */
export function keptSnapshots<T extends { generation: number; takenAt: string }>(
  snapshots: readonly T[],
  now: number,
): { kept: T[]; old: T[] } {
  const newestFirst = snapshots.toSorted((a, b) => b.generation - a.generation || b.takenAt.localeCompare(a.takenAt));
  const isKept = (snapshot: T, index: number) => index < alwaysKept || Date.parse(snapshot.takenAt) > now - keptForMs;
  return { kept: newestFirst.filter(isKept), old: newestFirst.filter((snapshot, index) => !isKept(snapshot, index)) };
}

/** Read-only, instant, local: for going back. */
@Injectable()
export class Snapshots {
  constructor(
    private readonly host: Host,
    private readonly btrfs: Btrfs,
    private readonly records: AppRecords,
    private readonly releases: FrozenReleases,
  ) {}

  async take(app: AppId, generation: number, id: string) {
    await mkdir(snapshotsDir(this.host, app), { recursive: true, mode: 0o711 });
    await this.btrfs.recreateSnapshot(generationDir(this.host, app, generation), snapshotDir(this.host, app, id));
  }

  async remove(app: AppId, id: string) {
    this.releases.forget(snapshotDir(this.host, app, id));
    await this.btrfs.ensureGone(snapshotDir(this.host, app, id));
  }

  /** Newest first. */
  async list(app: AppId): Promise<Snapshot[]> {
    const parsed = (await this.btrfs.list(snapshotsDir(this.host, app))).map(parseSnapshotId);
    const { kept, old } = keptSnapshots(parsed, Date.now());
    return Promise.all(
      [...kept, ...old].map(async (snapshot, index) => ({
        ...snapshot,
        version: (await this.releases.get(snapshotDir(this.host, app, snapshot.id))).manifest.version,
        keptUntil: index < alwaysKept ? null : new Date(Date.parse(snapshot.takenAt) + keptForMs).toISOString(),
      })),
    );
  }

  async get(app: AppId, id: string): Promise<Snapshot> {
    const snapshot = (await this.list(app)).find((one) => one.id === id);
    if (!snapshot) throw new Problem('snapshot-not-found');
    return snapshot;
  }

  /** Removes what is no longer kept, and the rows of generations that nothing points at any more. */
  async prune(app: AppId, current: number) {
    const { kept, old } = keptSnapshots((await this.btrfs.list(snapshotsDir(this.host, app))).map(parseSnapshotId), Date.now());
    for (const snapshot of old) await this.remove(app, snapshot.id);
    for (const { number } of await this.records.listGenerations(app.id)) {
      // The highest stays, so that no number is ever given twice.
      if (number < current && !kept.some((snapshot) => snapshot.generation === number)) await this.records.removeGeneration(app.id, number);
    }
  }
}
