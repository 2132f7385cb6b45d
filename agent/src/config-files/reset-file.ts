import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFile, replaceFile } from '@percloud/provisioning/config-partition';
import { readIfThere } from './claim-file.ts';
import { isOurs } from './config-file-texts.ts';

export const resetFileName = 'reset-password.txt';
/** As people's computers name it: in capitals, with an ending they don't show, or without one. */
const isResetFile = (name: string) => /^reset-password(\.txt){0,2}$/i.test(name);

export interface ResetFiles {
  /** Somebody put one there who wants a code. */
  asked: string[];
  /** The box's answer, to be taken away when its code is no longer good. */
  answered: string[];
}

export async function findResetFiles(directory: string): Promise<ResetFiles> {
  const found: ResetFiles = { asked: [], answered: [] };
  for (const name of (await readdir(directory)).filter(isResetFile)) {
    const text = await readIfThere(join(directory, name));
    if (text !== undefined) found[isOurs(text) ? 'answered' : 'asked'].push(name);
  }
  return found;
}

/** Instead of whatever files there are: one with this text. Undefined: none. */
export async function replaceResetFiles(directory: string, { asked, answered }: ResetFiles, text: string | undefined): Promise<void> {
  // FAT takes names in capitals for the same file: the old ones go first.
  for (const name of [...asked, ...answered]) await removeFile(join(directory, name));
  if (text !== undefined) await replaceFile(join(directory, resetFileName), text);
}
