import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { extract } from 'tar-stream';
import { afterAll, expect, test } from 'vitest';
import { dockerArchive } from './docker-archive.ts';

const directory = await mkdtemp(`${tmpdir()}/percloud-archive-`);
afterAll(() => rm(directory, { recursive: true }));

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const config = { digest: digest('c'), path: `${directory}/config` };

test('names all layers and carries those that have a file, each once', async () => {
  await writeFile(config.path, '{}');
  await writeFile(`${directory}/layer`, 'layer');
  const layer = { digest: digest('b'), path: `${directory}/layer` };
  const archive = dockerArchive({ tag: 'sample:1', config, layers: [{ digest: digest('a') }, layer, layer] });
  const files: Record<string, string> = {};
  for await (const entry of archive.pipe(extract())) files[entry.header.name] = await text(Readable.from(entry));
  expect(Object.keys(files)).toEqual(['manifest.json', `${'c'.repeat(64)}.json`, 'b'.repeat(64)]);
  expect(JSON.parse(files['manifest.json'] ?? '')).toEqual([
    { Config: `${'c'.repeat(64)}.json`, RepoTags: ['sample:1'], Layers: ['a', 'b', 'b'].map((letter) => letter.repeat(64)) },
  ]);
});

test('a layer whose file is gone ends it with a problem', async () => {
  await writeFile(config.path, '{}');
  const archive = dockerArchive({ tag: 'sample:1', config, layers: [{ digest: digest('a'), path: `${directory}/gone` }] });
  await expect(archive.toArray()).rejects.toMatchObject({ code: 'image-unreachable' });
});
