import type { ChangeInput } from '../apps/change-generation.operation.ts';
import { changeFromBackup } from './change-from-backup.operation.ts';
import { type FetchParts, type FromBackup, fetchApp } from './fetch-app.ts';

export interface BringBackInput extends ChangeInput, FromBackup {}

/** An app as it was in a backup takes the place of what it is now. */
export const bringBack = (parts: FetchParts) =>
  changeFromBackup<BringBackInput>('backup.bring-back', parts, (operation) =>
    fetchApp(parts, operation, parts.apps.fetchedDirectoryOf(operation.input, operation.id)),
  );
