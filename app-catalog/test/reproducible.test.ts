import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogFileSchema } from '@percloud/contract/catalog';
import { afterAll, expect, test } from 'vitest';
import { buildCatalog } from '../src/build-catalog.ts';

const work = mkdtempSync(join(tmpdir(), 'percloud-builds-'));
const architecture = process.arch === 'arm64' ? 'arm64' : 'amd64';

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** From nothing: an own storage, an own base image, an own key. */
async function buildFromNothing(name: string) {
  const out = join(work, name, 'catalog');
  await buildCatalog({ architecture, cache: join(work, name, 'cache'), out, keyFile: join(work, name, 'key.pem') });
  const { apps } = catalogFileSchema.parse(JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8')));
  return Object.values(apps).flatMap(({ releases }) => releases.flatMap(({ images }) => Object.values(images)));
}

test('two builds from nothing give equal digests', async () => {
  expect(await buildFromNothing('second')).toEqual(await buildFromNothing('first'));
});
