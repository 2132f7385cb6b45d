import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expect } from 'vitest';
import { indexedPng } from './indexed-png.ts';

const folder = join(import.meta.dirname, '../../../docs/images/reference');
/** `npm run screenshots`: what is seen now is how it should look. */
export const accepting = process.env.PERCLOUD_SCREENSHOTS === 'accept';
/** Of all pixels. Letters on another processor may differ in their edges, which pixelmatch mostly forgives by itself. */
const tolerated = 0.001;
/** For a page that is still on its way to how it should look: on a busy machine that takes seconds. */
const patienceMs = 10_000;

/**
 * Compares what is seen with `docs/images/reference/<name>.png`, and looks again for a while if that differs; what differs at last is left
 * in a temporary directory.
 */
export async function expectPicture(name: string, take: () => Promise<Buffer>): Promise<void> {
  const reference = join(folder, `${name}.png`);
  if (accepting) {
    const actual = PNG.sync.read(await take());
    await mkdir(folder, { recursive: true });
    if (existsSync(reference) && compare(PNG.sync.read(await readFile(reference)), actual).same) return;
    await writeFile(reference, indexedPng(actual));
    return;
  }
  const how = 'If it should look like this now: npm run screenshots';
  expect(existsSync(reference), `There is no reference picture ${name}. ${how}`).toBe(true);
  const expected = PNG.sync.read(await readFile(reference));
  const until = performance.now() + patienceMs;
  let actual = PNG.sync.read(await take());
  let compared = compare(expected, actual);
  while (!compared.same && performance.now() < until) {
    await sleep(500);
    actual = PNG.sync.read(await take());
    compared = compare(expected, actual);
  }
  if (compared.same) return;
  const directory = await mkdtemp(join(tmpdir(), 'percloud-picture-'));
  await writeFile(join(directory, 'expected.png'), indexedPng(expected));
  await writeFile(join(directory, 'actual.png'), indexedPng(actual));
  await writeFile(join(directory, 'difference.png'), indexedPng(compared.difference));
  expect.fail(`${name} looks different: see ${directory}. ${how}`);
}

/** Pictures of different sizes differ, and show how much of the smaller one is the same. */
function compare(expected: PNG, actual: PNG): { same: boolean; difference: PNG } {
  const [width, height] = [Math.max(expected.width, actual.width), Math.max(expected.height, actual.height)];
  const difference = new PNG({ width, height });
  const [one, other] = [expected, actual].map((picture) => onto(width, height, picture));
  if (!one || !other) throw new Error('two pictures are compared');
  const differing = pixelmatch(one.data, other.data, difference.data, width, height, { threshold: 0.1 });
  const sameSize = expected.width === actual.width && expected.height === actual.height;
  return { same: sameSize && differing <= tolerated * width * height, difference };
}

function onto(width: number, height: number, picture: PNG): PNG {
  if (picture.width === width && picture.height === height) return picture;
  const larger = new PNG({ width, height });
  PNG.bitblt(picture, larger, 0, 0, picture.width, picture.height, 0, 0);
  return larger;
}
