import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFile, replaceFile } from '@percloud/provisioning/config-partition';
import { hasCode } from '../problem.ts';
import { claimFileText } from './config-file-texts.ts';

export const claimFileName = 'claim.txt';

/** For a box without a screen: what its drive has to say in a computer. Undefined: nothing, the box has an owner. */
export interface Claimable {
  address: string;
  code: string;
}

/** Whether `claim.txt` is not as it should be: the drive is written to only then. */
export async function claimFileDiffers(directory: string, claimable: Claimable | undefined): Promise<boolean> {
  return (await readIfThere(join(directory, claimFileName))) !== (claimable && claimFileText(claimable));
}

export async function writeClaimFile(directory: string, claimable: Claimable | undefined): Promise<void> {
  const path = join(directory, claimFileName);
  if (claimable) await replaceFile(path, claimFileText(claimable));
  else await removeFile(path);
}

/** Undefined: there is no such file. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
