import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogFileSchema } from '@percloud/contract/catalog';
import { expect, test } from 'vitest';
import { buildCatalog } from '../src/build-catalog.ts';
import { temporaryDirectory } from '../src/temporary-directory.ts';

const work = temporaryDirectory();
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** From nothing: an own storage, an own base image, an own key. */
async function buildFromNothing(name: string) {
  const out = join(work, name, 'catalog');
  await buildCatalog({ architecture, cache: join(work, name, 'cache'), out, keyFile: join(work, name, 'key.pem') });
  const { apps } = catalogFileSchema.parse(JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8')));
  return Object.values(apps).flatMap(({ releases }) => releases.flatMap(({ images }) => Object.values(images)));
}

test('two builds from nothing give equal digests', async () => {
  expect(await buildFromNothing('second')).toEqual(await buildFromNothing('first'));
}, 1_500_000);
