import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack } from 'tar-stream';
import { Problem } from '../problem.ts';
import { hexOf } from './blob-source.ts';

export interface ArchiveParts {
  tag: string;
  config: { digest: string; path: string };
  /** All layers, the lowest first; without a path those that Docker has. */
  layers: { digest: string; path?: string }[];
}

/** What `docker load` reads: the layers as they are, compressed. */
export function dockerArchive({ tag, config, layers }: ArchiveParts): Readable {
  const archive = pack();
  const files = new Map(layers.flatMap(({ digest, path }) => (path ? [[hexOf(digest), path] as const] : [])));
  const index = [{ Config: `${hexOf(config.digest)}.json`, RepoTags: [tag], Layers: layers.map(({ digest }) => hexOf(digest)) }];
  const write = async () => {
    archive.entry({ name: 'manifest.json' }, JSON.stringify(index));
    archive.entry({ name: `${hexOf(config.digest)}.json` }, await readFile(config.path));
    for (const [name, path] of files) {
      const { size } = await stat(path);
      await pipeline(createReadStream(path, { highWaterMark: 1024 ** 2 }), archive.entry({ name, size }));
    }
    archive.finalize();
  };
  write().catch((cause: unknown) => archive.destroy(new Problem('image-unreachable', { cause })));
  return Readable.from(archive);
}
