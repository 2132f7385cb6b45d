import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { makeImage, makeLayer, makeRelease, newPublisher } from './published-catalog.ts';
import { push, startRegistry, startTokenServer } from './registry.ts';
import { docker, openBox } from './test-box.ts';

const directory = await mkdtemp(`${tmpdir()}/percloud-registry-`);
const catalog = { address: `file://${directory}/nothing-here`, publicKey: newPublisher().publicKey };
const { signal } = new AbortController();
afterAll(() => rm(directory, { recursive: true }));

test('an image in a registry, by digest', async () => {
  const image = await makeImage(directory, [await makeLayer(2_000_000), await makeLayer(100_000)]);
  await using registry = await startRegistry(directory);
  await push(directory, image.manifest, registry, 'apps/sample');
  await using box = await openBox(catalog);
  const release = makeRelease('1.0.0', { web: { ...image, registry: `${registry.address}/v2/apps/sample` } });
  await box.images.ensure(release, { signal });
  expect((await docker.getImage(image.config).inspect()).RootFS?.Layers).toHaveLength(2);
});

test('a registry that wants a token', async () => {
  const image = await makeImage(directory, [await makeLayer(2_000_000)]);
  {
    await using registry = await startRegistry(directory);
    await push(directory, image.manifest, registry, 'apps/guarded');
  }
  await using tokens = await startTokenServer(directory);
  await using registry = await startRegistry(directory, tokens);
  await using box = await openBox(catalog);
  const release = makeRelease('1.0.0', { web: { ...image, registry: `${registry.address}/v2/apps/guarded` } });
  await box.images.ensure(release, { signal });
  expect((await docker.getImage(image.config).inspect()).Id).toBe(image.config);
  expect(tokens.scopes).toEqual(['repository:apps/guarded:pull']);
});

test('an image the registry does not have', async () => {
  const image = await makeImage(directory, [await makeLayer(1_000)]);
  await using registry = await startRegistry(directory);
  await using box = await openBox(catalog);
  const release = makeRelease('1.0.0', { web: { ...image, registry: `${registry.address}/v2/apps/other` } });
  await expect(box.images.ensure(release, { signal })).rejects.toMatchObject({ code: 'image-unreachable' });
});
