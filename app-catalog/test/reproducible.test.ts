import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { catalogFileSchema } from '@percloud/contract/catalog';
import { expect, test } from 'vitest';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { buildCatalog } from '../src/build-catalog.ts';
import { temporaryDirectory } from '../src/temporary-directory.ts';

const work = temporaryDirectory();
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** The base, and how an image is written, are the same for all. What the packages of an app do is seen of these two only: all would take minutes. */
const apps = ['radicale', 'friend-backups'];

/** From nothing: an own storage, an own base image, an own key. */
async function buildFromNothing(name: string) {
  const out = join(work, name, 'catalog');
  await buildCatalog({ architecture, cache: join(work, name, 'cache'), out, keyFile: join(work, name, 'key.pem'), apps });
  return digestsIn(out);
}

function digestsIn(directory: string) {
  const catalog = catalogFileSchema.parse(JSON.parse(readFileSync(join(directory, 'catalog.json'), 'utf8')));
  return apps.flatMap((app) => catalog.apps[app]?.releases.flatMap(({ images }) => Object.values(images)) ?? []);
}

test('two builds from nothing give equal digests', async () => {
  const built = await buildFromNothing('second');
  expect(built.length).toBeGreaterThanOrEqual(apps.length);
  // The checkout's own catalog is the first, unless Debian has newer packages since it was built.
  const first = digestsIn(join(rootDir, 'app-catalog/dist/catalog'));
  expect(built).toEqual(isDeepStrictEqual(built, first) ? first : await buildFromNothing('third'));
}, 1_500_000);
