import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { run } from '../host/run.ts';
import { Problem } from '../problem.ts';

/**
 * Puts a file or a folder into a generation that nothing runs on, where it lay before. What is there by its name goes; of a folder, what
 * has other names stays. The app made everything there: no way is gone that it laid as a link.
 * @param from a directory laid out like `generation`
 * @param path `volumes/data/photos/beach.jpg`
 */
export async function putIn(generation: string, from: string, path: string): Promise<void> {
  const parents = path.split('/').slice(0, -1);
  let here = generation;
  for (const name of parents) {
    const above = await lstat(here);
    here = `${here}/${name}`;
    const found = await lstat(here).catch(() => undefined);
    if (found && !found.isDirectory()) throw new Problem('put-back-blocked', { values: { name } });
    if (found) continue;
    await mkdir(here);
    await chown(here, above.uid, above.gid);
    await chmod(here, above.mode & 0o7777);
  }
  await copy(`${from}/${path}`, `${generation}/${path}`);
}

/** cp by itself puts no folder in a file's or a link's place, nor the other way round. */
async function copy(from: string, to: string) {
  try {
    await run('cp', ['--archive', '--reflink=auto', '--no-target-directory', '--remove-destination', '--', from, to], {
      env: { LC_ALL: 'C' },
    });
  } catch (error) {
    const inTheWay = error instanceof Error && /cannot overwrite (?:non-)?directory '(?:.*\/)?(.*?)' with/.exec(error.message)?.[1];
    if (!inTheWay) throw error;
    throw new Problem('put-back-blocked', { values: { name: inTheWay }, cause: error });
  }
}
