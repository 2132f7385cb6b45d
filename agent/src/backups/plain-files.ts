import { lstat, readdir } from 'node:fs/promises';
import { Problem } from '../problem.ts';

/**
 * What comes out of a backup was written by whoever has its words, which need not be this box. Root goes on to write and mount at these
 * paths: none may be a link that leads somewhere else. What lies within a volume is the app's own, and only its containers go there.
 */
export async function requirePlainFiles(directory: string): Promise<void> {
  await requireOnly(directory, ['release', 'secrets', 'volumes']);
  for (const part of ['release', 'secrets', 'volumes']) await requireKind(`${directory}/${part}`, 'directory');
  await requireOnly(`${directory}/release`, ['release.json']);
  await requireKind(`${directory}/release/release.json`, 'file');
  for (const volume of await readdir(`${directory}/volumes`)) await requireKind(`${directory}/volumes/${volume}`, 'directory');
  for (const service of await readdir(`${directory}/secrets`)) {
    await requireKind(`${directory}/secrets/${service}`, 'directory');
    for (const secret of await readdir(`${directory}/secrets/${service}`))
      await requireKind(`${directory}/secrets/${service}/${secret}`, 'file');
  }
}

export async function requireKind(path: string, kind: 'directory' | 'file'): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!(kind === 'directory' ? found?.isDirectory() : found?.isFile()))
    throw new Problem('backup-damaged', { cause: new Error(`${path} is no ${kind}`) });
}

async function requireOnly(directory: string, names: readonly string[]) {
  const other = (await readdir(directory)).find((name) => !names.includes(name));
  if (other !== undefined) throw new Problem('backup-damaged', { cause: new Error(`${directory}/${other} does not belong there`) });
}
