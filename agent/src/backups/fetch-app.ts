import { readdir, rename, rmdir } from 'node:fs/promises';
import type { AppParts } from '../apps/app-parts.ts';
import type { Repository } from '../gateways/restic-process.ts';
import type { Running } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import type { FreeRoom } from '../storage/free-room.ts';
import type { BackedUpReleases } from './backed-up-releases.ts';
import type { BackupParts } from './backup-parts.ts';
import { requireKind, requirePlainFiles } from './plain-files.ts';

/** An app as it lies in a backup. */
export interface FromBackup {
  target: string;
  backup: string;
  /** Its id there. */
  backedUpApp: string;
}

/** What fetching needs. */
export interface FetchParts {
  apps: AppParts;
  backups: BackupParts;
  releases: BackedUpReleases;
  room: FreeRoom;
}

/** Into a subvolume of its own, made anew. Whether there is room for it is looked at before the first byte. */
export async function fetchApp(
  { apps, backups, room }: FetchParts,
  { input, signal, progress }: Pick<Running<FromBackup, object>, 'input' | 'signal' | 'progress'>,
  directory: string,
) {
  const inBackup = `/apps/${input.backedUpApp}`;
  await backups.watched(input.target, signal, async (repository, until) => {
    await requireRoomFor({ backups, room }, repository, input, inBackup, until);
    apps.releases.forget(directory);
    await apps.btrfs.recreateSubvolume(directory);
    await backups.restic.restore(repository, input.backup, directory, { signal: until, include: inBackup, progress });
  });
  // Restic puts it where it lay in the backup.
  await requireKind(`${directory}/apps`, 'directory');
  await requireKind(`${directory}${inBackup}`, 'directory');
  for (const name of await readdir(`${directory}${inBackup}`)) await rename(`${directory}${inBackup}/${name}`, `${directory}/${name}`);
  await rmdir(`${directory}${inBackup}`);
  await rmdir(`${directory}/apps`);
  await requirePlainFiles(directory);
  await apps.btrfs.sync(directory);
}

/** What it takes is counted only where all of the backup would not fit: that costs half a second. */
async function requireRoomFor(
  { backups, room }: Pick<FetchParts, 'backups' | 'room'>,
  repository: Repository,
  { target, backup }: FromBackup,
  inBackup: string,
  signal: AbortSignal,
) {
  const known = (await backups.records.backups.findOneBy({ target, id: backup }))?.sizeBytes;
  if (typeof known === 'number' && known < room.now().freeBytes) return;
  requireRoom(room, await backups.restic.sizeOf(repository, backup, inBackup, signal));
}

/** Before the first byte is fetched. */
export function requireRoom(room: FreeRoom, neededBytes: number) {
  if (neededBytes > room.now().freeBytes) throw new Problem('disk-full', { detail: `It needs ${megabytes(neededBytes)} MB of room.` });
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1e6);
