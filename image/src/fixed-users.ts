import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageDirectory } from './image.ts';

/** Debian's own numbers, which never change, and those of nobody. */
const given = (id: number) => id <= 100 || id >= 65_000;

/** Files on the data partition belong to numbers. One that Debian gave by chance would be another's in the next image. */
export function refuseChanceNumbers(root: string): void {
  for (const file of ['passwd', 'group']) {
    const ours = new Set(lines(join(imageDirectory, 'users', file)).map(([name]) => name));
    const chance = lines(join(root, 'etc', file)).filter(([name, , id]) => !given(Number(id)) && !ours.has(name));
    if (chance.length > 0)
      throw new Error(`Give these a number of their own in image/users/${file}: ${chance.map((fields) => fields.join(':')).join(' ')}`);
  }
}

const lines = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(':'));
