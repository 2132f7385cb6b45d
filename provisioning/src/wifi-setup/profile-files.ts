import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './programs.ts';

/** NetworkManager's place for profiles that are gone with the power. */
const passing = '/run/NetworkManager/system-connections';

/**
 * Gives NetworkManager a profile by a file, as its arguments would show a password.
 * @param name of the file, without its ending
 */
export async function loadProfile(name: string, text: string): Promise<void> {
  await mkdir(passing, { recursive: true, mode: 0o700 });
  const file = fileOf(name);
  await rm(file, { force: true });
  await writeFile(file, text, { mode: 0o600 });
  await runProgram('nmcli', 'connection', 'load', file);
}

/** Takes a profile away, wherever NetworkManager keeps it, and what it holds up; nothing if there is none. */
export async function removeProfile(name: string, uuid: string): Promise<void> {
  await runProgram('nmcli', 'connection', 'delete', 'uuid', uuid).catch((error: unknown) => {
    if (!/unknown connection|cannot delete/i.test(String(error))) throw error;
  });
  await rm(fileOf(name), { force: true });
}

const fileOf = (name: string) => join(passing, `${name}.nmconnection`);
