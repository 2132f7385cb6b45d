import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { digestOf, makeImage, makeLayer, makeRelease, newPublisher } from './published-catalog.ts';
import { docker, openBox, type TestBox } from './test-box.ts';
import { serveDirectory } from './web-server.ts';

const directory = await mkdtemp(`${tmpdir()}/percloud-published-`);
const server = await serveDirectory(directory);
const catalog = { address: server.address, publicKey: newPublisher().publicKey };
const { signal } = new AbortController();

afterAll(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});
beforeEach(() => server.forget());

/** An image with one layer of 2 MB, and what is known of it. */
async function published() {
  const layer = await makeLayer(2_000_000);
  const image = await makeImage(directory, [layer]);
  const digest = digestOf(layer.bytes);
  return {
    image,
    digest,
    sizeBytes: layer.bytes.length,
    path: `/blobs/sha256/${digest.slice(7)}`,
    release: makeRelease('1.0.0', { web: image }),
    asked: () => server.asked.filter(({ path }) => path.endsWith(digest.slice(7))),
    isInDocker: () =>
      docker
        .getImage(image.config)
        .inspect()
        .then(() => true)
        .catch(() => false),
  };
}

const blobFile = (box: TestBox, digest: string) => `${box.host.dataDir}/blobs/${digest.slice(7)}`;

describe('a host that dies in the middle', () => {
  test('is asked for the rest', async () => {
    const sample = await published();
    await using box = await openBox(catalog);
    Object.assign(server.behaviour, { dieAfterBytes: 640 * 1024, deaths: 2 });
    await box.images.ensure(sample.release, { signal });
    expect(await sample.isInDocker()).toBe(true);
    expect(sample.asked()).toHaveLength(3);
    expect(sample.asked()[1]?.range).toMatch(/^bytes=[1-9]\d+-$/);
    // What was in the air when the connection died comes twice.
    expect(server.sentBytes()).toBeLessThan(sample.sizeBytes * 1.5);
  });

  test('and knows no ranges is read from the beginning', async () => {
    const sample = await published();
    await using box = await openBox(catalog);
    Object.assign(server.behaviour, { dieAfterBytes: 640 * 1024, deaths: 1, ignoreRange: true });
    await box.images.ensure(sample.release, { signal });
    expect(await sample.isInDocker()).toBe(true);
    expect(sample.asked()).toHaveLength(2);
  });

  test('and stays dead is given up; the next try, by another process, goes on where it was', async () => {
    const sample = await published();
    await using box = await openBox(catalog);
    Object.assign(server.behaviour, { dieAfterBytes: 640 * 1024, deaths: 1 });
    server.behaviour.alter = (bytes, path) => {
      // From the second request on.
      if (path === sample.path) server.behaviour.status = 503;
      return bytes;
    };
    await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-unreachable' });
    expect(await sample.isInDocker()).toBe(false);
    const { size } = await stat(`${blobFile(box, sample.digest)}.partial`);
    expect(size).toBeGreaterThan(0);
    server.forget();
    await using later = await openBox(catalog, { dataDir: box.host.dataDir });
    await later.images.ensure(sample.release, { signal });
    expect(sample.asked()).toEqual([{ path: sample.path, range: `bytes=${size}-` }]);
    expect(await sample.isInDocker()).toBe(true);
  });
});

test('a host that is not there at all', async () => {
  const sample = await published();
  const dead = await serveDirectory(directory);
  await dead.close();
  await using box = await openBox({ ...catalog, address: dead.address });
  await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-unreachable' });
});

test('a blob the host does not have is not asked for again and again', async () => {
  const sample = await published();
  await rm(`${directory}${sample.path}`);
  await using box = await openBox(catalog);
  await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-unreachable' });
  expect(sample.asked()).toHaveLength(1);
});

const flip = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]);

describe('what arrives damaged is thrown away', () => {
  test.each([
    ['altered', flip],
    ['longer', (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('x')])],
  ])('%s', async (_, alter) => {
    const sample = await published();
    await using box = await openBox(catalog);
    server.behaviour.alter = (bytes, path) => (path === sample.path ? alter(bytes) : bytes);
    await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-damaged' });
    expect((await readdir(`${box.host.dataDir}/blobs`)).filter((name) => name.startsWith(sample.digest.slice(7)))).toEqual([]);
    expect(await sample.isInDocker()).toBe(false);
    server.forget();
    await box.images.ensure(sample.release, { signal });
    expect(await sample.isInDocker()).toBe(true);
  });

  test.each(['manifest', 'config'] as const)('an altered %s', async (part) => {
    const sample = await published();
    await using box = await openBox(catalog);
    server.behaviour.alter = (bytes, path) => (path.endsWith(sample.image[part].slice(7)) ? flip(bytes) : bytes);
    await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-damaged' });
  });

  test('but not a file in somebody’s directory', async () => {
    const sample = await published();
    await writeFile(`${directory}${sample.path}`, 'spoilt');
    await using box = await openBox({ ...catalog, address: `file://${directory}` });
    await expect(box.images.ensure(sample.release, { signal })).rejects.toMatchObject({ code: 'image-damaged' });
    expect((await stat(`${directory}${sample.path}`)).size).toBe(6);
  });
});

describe('what a power cut left is not trusted:', () => {
  test.each([
    ['a damaged beginning', '.partial', Buffer.alloc(500_000, 'x')],
    ['a beginning that is too long', '.partial', Buffer.alloc(3_000_000, 'x')],
    ['a finished file full of zeros', '', Buffer.alloc(2_000_000)],
    ['an empty finished file', '', Buffer.alloc(0)],
  ])('%s', async (_, suffix, content) => {
    const sample = await published();
    await using box = await openBox(catalog);
    await box.blobs.requireRoom(0);
    await writeFile(blobFile(box, sample.digest) + suffix, content);
    await box.images.ensure(sample.release, { signal });
    expect(await sample.isInDocker()).toBe(true);
  });
});
