import { lstat, readdir, rename } from 'node:fs/promises';
import type { ChangeInput } from '../apps/change-generation.operation.ts';
import type { Running } from '../operations/operation-kind.ts';
import { Problem } from '../problem.ts';
import { changeFromBackup } from './change-from-backup.operation.ts';
import { type FetchParts, type FromBackup, requireRoom } from './fetch-app.ts';
import { requireKind } from './plain-files.ts';

/** `putIn`: the file or folder, as `volumes/data/photos`. */
export interface PutBackInput extends ChangeInput, FromBackup {
  putIn: string;
}

/** One file or folder of an app, as it was in a backup, comes back to where it was. */
export const putBack = (parts: FetchParts) =>
  changeFromBackup<PutBackInput>('backup.put-back', parts, (operation) => fetchPart(parts, operation));

/** To the same place in a directory that is laid out like a generation. */
async function fetchPart({ apps, backups, room }: FetchParts, { id, input, signal, progress }: Running<PutBackInput, object>) {
  const directory = apps.fetchedDirectoryOf(input, id);
  const app = `/apps/${input.backedUpApp}`;
  await backups.watched(input.target, signal, async (repository, until) => {
    requireRoom(room, await backups.restic.sizeOf(repository, input.backup, `${app}/${input.putIn}`, until));
    await apps.btrfs.recreateSubvolume(directory);
    await backups.restic.restore(repository, input.backup, directory, { signal: until, include: `${app}/${input.putIn}`, progress });
  });
  // What was written by whoever has the words is root's to read here: no link on the way to it.
  for (const path of ['/apps', app, `${app}/volumes`]) await requireKind(`${directory}${path}`, 'directory');
  await rename(`${directory}${app}/volumes`, `${directory}/volumes`);
  for (const volume of await readdir(`${directory}/volumes`)) await requireKind(`${directory}/volumes/${volume}`, 'directory');
  const parents = input.putIn.split('/').slice(0, -1);
  for (const [at] of parents.entries()) await requireKind(`${directory}/${parents.slice(0, at + 1).join('/')}`, 'directory');
  if (!(await lstat(`${directory}/${input.putIn}`).catch(() => undefined))) throw new Problem('not-found');
  // What is made of it later must not be of files that are not on the disk yet.
  await apps.btrfs.sync(directory);
}
