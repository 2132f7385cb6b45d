import { mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { CatalogImage } from '@percloud/contract/catalog';
import type { Progress } from '@percloud/contract/operations';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { digestOf, makeImage, makeLayer, makeRelease, newPublisher } from './published-catalog.ts';
import { docker, openBox, type TestBox } from './test-box.ts';
import { serveDirectory } from './web-server.ts';

const directory = await mkdtemp(`${tmpdir()}/percloud-published-`);
const server = await serveDirectory(directory);
const { publicKey } = newPublisher();
const catalog = { address: server.address, publicKey };
const signal = new AbortController().signal;
const size = 2_000_000;

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});
beforeEach(() => server.forget());

const blobPath = (digest: string) => `/blobs/sha256/${digest.slice(7)}`;
const askedFor = (digest: string) => server.asked.filter(({ path }) => path === blobPath(digest));
const inDocker = async ({ config }: CatalogImage) =>
  (
    await docker
      .getImage(config)
      .inspect()
      .catch(() => null)
  )?.RepoTags ?? null;
const leftIn = (box: TestBox) => readdir(`${box.host.dataDir}/blobs`).catch(() => []);
const tagOf = (box: TestBox, { config }: CatalogImage, name = 'web') => `percloud/${box.host.boxId}/sample-${name}:${config.slice(7, 19)}`;

test('from a directory: read in place, loaded, tagged, nothing left behind', async () => {
  const image = await makeImage(directory, [await makeLayer(size)]);
  await using box = await openBox({ ...catalog, address: `file://${directory}` });
  await box.images.ensure(makeRelease('1.0.0', { web: image }), { signal });
  expect(await inDocker(image)).toEqual([tagOf(box, image)]);
  expect(await leftIn(box)).toEqual([]);
});

test('what Docker has of an image is neither counted nor fetched', async () => {
  const base = await makeLayer(size);
  const top = await makeLayer(300_000);
  const first = await makeImage(directory, [base, await makeLayer(size)]);
  const second = await makeImage(directory, [base, top]);
  await using box = await openBox(catalog);
  await box.images.ensure(makeRelease('1.0.0', { web: first }), { signal });
  server.forget();
  const release = makeRelease('1.1.0', { web: second });
  expect((await box.images.listHere()).has(second.config)).toBe(false);
  const seen: Progress[] = [];
  await box.images.ensure(release, { signal, onProgress: (progress) => seen.push(progress) });
  expect(server.sentBytes()).toBeLessThan(top.bytes.length + 10_000);
  expect(seen.at(-1)).toMatchObject({ doneBytes: top.bytes.length, totalBytes: top.bytes.length });
  expect((await box.images.listHere()).has(second.config)).toBe(true);
  expect(await inDocker(second)).toEqual([tagOf(box, second)]);
});

test('a base that goes away while the rest is on its way is fetched after all', async () => {
  const base = await makeLayer(size);
  const first = await makeImage(directory, [base]);
  const top = await makeLayer(size);
  const second = await makeImage(directory, [base, top]);
  await using box = await openBox(catalog);
  await box.images.ensure(makeRelease('1.0.0', { web: first }), { signal });
  let gone = false;
  server.behaviour.pause = async () => {
    if (gone) return;
    gone = true;
    await box.images.collect([]);
  };
  await box.images.ensure(makeRelease('1.1.0', { web: second }), { signal });
  expect(await inDocker(first)).toBeNull();
  expect(await inDocker(second)).toEqual([tagOf(box, second)]);
});

test('twice costs nothing, and another installation’s image is only tagged', async () => {
  const image = await makeImage(directory, [await makeLayer(size)]);
  const release = makeRelease('1.0.0', { web: image });
  await using box = await openBox(catalog);
  await box.images.ensure(release, { signal });
  server.forget();
  await box.images.ensure(release, { signal });
  await using other = await openBox(catalog);
  await other.images.ensure(release, { signal });
  expect(server.asked).toEqual([]);
  expect(await inDocker(image)).toEqual(expect.arrayContaining([tagOf(box, image), tagOf(other, image)]));
});

test('two at once share one download', async () => {
  const layer = await makeLayer(size);
  const image = await makeImage(directory, [layer]);
  await using box = await openBox(catalog);
  await Promise.all([1, 2, 3].map(() => box.images.ensure(makeRelease('1.0.0', { web: image }), { signal })));
  expect(server.asked).toHaveLength(3);
  expect(await inDocker(image)).toEqual([tagOf(box, image)]);
});

test('collecting takes only our own tags of what is not kept', async () => {
  const used = await makeImage(directory, [await makeLayer(1_000)]);
  const unused = await makeImage(directory, [await makeLayer(1_000)]);
  await using box = await openBox(catalog);
  await using other = await openBox(catalog);
  await box.images.ensure(makeRelease('1.0.0', { web: used, worker: unused }), { signal });
  await other.images.ensure(makeRelease('1.0.0', { web: unused }), { signal });
  await docker.getImage(used.config).tag({ repo: 'percloud-test-somebody', tag: box.host.boxId });
  await box.images.collect([used.config]);
  expect(await inDocker(used)).toContain(tagOf(box, used));
  expect(await inDocker(unused)).toEqual([tagOf(other, unused)]);
  await box.images.collect([]);
  expect(await inDocker(used)).toEqual([`percloud-test-somebody:${box.host.boxId}`]);
  await docker.getImage(`percloud-test-somebody:${box.host.boxId}`).remove();
});

test('an image in use survives collecting', async () => {
  const image = await makeImage(directory, [await makeLayer(1_000)]);
  await using box = await openBox(catalog);
  await box.images.ensure(makeRelease('1.0.0', { web: image }), { signal });
  const container = await docker.createContainer({ Image: image.config, Cmd: ['/nothing'] });
  await box.images.collect([]);
  expect(await inDocker(image)).not.toBeNull();
  await container.remove();
});

test('cancelled in the middle: at once, nothing in Docker, and what came is kept', async () => {
  const layer = await makeLayer(size);
  const image = await makeImage(directory, [layer]);
  await using box = await openBox(catalog);
  const cancel = new AbortController();
  const reached = Promise.withResolvers<void>();
  let pieces = 0;
  server.behaviour.pause = async () => {
    pieces += 1;
    if (pieces === 20) await new Promise(() => {});
  };
  const onProgress = ({ doneBytes }: Progress) => {
    if (doneBytes > 500_000) reached.resolve();
  };
  const ensuring = box.images.ensure(makeRelease('1.0.0', { web: image }), { signal: cancel.signal, onProgress });
  await reached.promise;
  cancel.abort(new Error('cancelled by a person'));
  await expect(ensuring).rejects.toThrow('cancelled by a person');
  expect(await inDocker(image)).toBeNull();
  server.forget();
  await box.images.ensure(makeRelease('1.0.0', { web: image }), { signal });
  expect(server.sentBytes()).toBeLessThan(layer.bytes.length - 400_000);
  expect(askedFor(digestOf(layer.bytes))[0]?.range).toMatch(/^bytes=\d+-$/);
});

test('cancelled while Docker loads: nothing half-loaded, no file held open', async () => {
  const image = await makeImage(directory, [await makeLayer(60_000_000)]);
  await using box = await openBox({ ...catalog, address: `file://${directory}` });
  const cancel = new AbortController();
  const onProgress = ({ doneBytes, totalBytes }: Progress) => {
    if (doneBytes === totalBytes) setTimeout(() => cancel.abort(new Error('cancelled by a person')), 60);
  };
  await expect(box.images.ensure(makeRelease('1.0.0', { web: image }), { signal: cancel.signal, onProgress })).rejects.toThrow('cancelled');
  expect(await inDocker(image)).toBeNull();
  const open = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  expect(open.filter((path) => path.startsWith(directory))).toEqual([]);
  await box.images.ensure(makeRelease('1.0.0', { web: image }), { signal });
  expect(await inDocker(image)).not.toBeNull();
});
