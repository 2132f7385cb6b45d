import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf, makeImage, makeLayer, makeRelease, newPublisher } from './published-catalog.ts';
import { openBox } from './test-box.ts';
import { serveDirectory } from './web-server.ts';

const run = promisify(execFile);
const directory = await mkdtemp(`${tmpdir()}/percloud-full-disk-`);
const small = `${directory}/small`;
const { signal } = new AbortController();

/** 16 MB in all: less than what is left free for the database. */
beforeAll(async () => {
  await mkdir(small);
  await run('truncate', ['-s', '16M', `${directory}/disk`]);
  await run('mkfs.ext4', ['-q', `${directory}/disk`]);
  await run('mount', ['-o', 'loop', `${directory}/disk`, small]);
});
afterAll(async () => {
  await run('umount', [small]);
  await rm(directory, { recursive: true });
});

test('a disk with too little room is said to be full before anything is downloaded', async () => {
  const layer = await makeLayer(2_000_000);
  const image = await makeImage(directory, [layer]);
  await using server = await serveDirectory(directory);
  await using box = await openBox({ address: server.address, publicKey: newPublisher().publicKey }, { dataDir: `${small}/refused` });
  await expect(box.images.ensure(makeRelease('1.0.0', { web: image }), { signal })).rejects.toMatchObject({ code: 'disk-full' });
  expect(server.asked.map(({ path }) => path)).not.toContain(`/blobs/sha256/${digestOf(layer.bytes).slice(7)}`);
});

test('a disk that fills up on the way gets its room back', async () => {
  const layer = await makeLayer(8_000_000);
  await makeImage(directory, [layer]);
  await using server = await serveDirectory(directory);
  await using box = await openBox({ address: server.address, publicKey: newPublisher().publicKey }, { dataDir: `${small}/filled` });
  await writeFile(`${small}/somebody-elses`, Buffer.alloc(8_000_000));
  const open = async (_: unknown, offset: number) => {
    const response = await fetch(`${server.address}/blobs/sha256/${digestOf(layer.bytes).slice(7)}`, {
      headers: { range: `bytes=${offset}-` },
    });
    if (!response.body) throw new Error('no body');
    return { offset, bytes: response.body };
  };
  const blob = { digest: digestOf(layer.bytes), sizeBytes: layer.bytes.length };
  await expect(box.blobs.obtain(blob, { open }, { signal })).rejects.toMatchObject({ code: 'disk-full' });
  expect(await readdir(`${small}/filled/blobs`)).toEqual([]);
  await rm(`${small}/somebody-elses`);
  await box.blobs.obtain(blob, { open }, { signal });
  expect(await readdir(`${small}/filled/blobs`)).toEqual([blob.digest.slice(7)]);
});
