import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { Problem } from '../problem.ts';
import { DockerEngine, status, unless } from './docker.ts';

export interface LocalImage {
  /** Digest of its config. */
  id: string;
  tags: string[];
  /** Digests of its uncompressed layers, the lowest first. */
  layers: string[];
}

/** Docker's images, by the digest of their config: the same whether an image was loaded, pulled or built. */
@Injectable()
export class DockerImages {
  constructor(private readonly docker: DockerEngine) {}

  async find(nameOrId: string): Promise<LocalImage | undefined> {
    return await this.docker.patiently(async () => {
      try {
        const { Id, RepoTags, RootFS } = await this.docker.api.getImage(nameOrId).inspect();
        return { id: Id, tags: RepoTags ?? [], layers: RootFS?.Layers ?? [] };
      } catch (error) {
        if (status(error) === 404) return undefined;
        throw error;
      }
    });
  }

  async list(): Promise<LocalImage[]> {
    const images = await this.docker.patiently(() => this.docker.api.listImages());
    const found = await Promise.all(images.map(({ Id }) => this.find(Id)));
    return found.filter((image) => image !== undefined);
  }

  async listIds(): Promise<ReadonlySet<string>> {
    return new Set((await this.docker.patiently(() => this.docker.api.listImages())).map(({ Id }) => Id));
  }

  async ensureTag(id: string, repository: string, tag: string) {
    // Docker rewrites its whole list of names for a tag, there or not.
    if ((await this.find(id))?.tags.includes(`${repository}:${tag}`)) return;
    await this.docker.patiently(() => this.docker.api.getImage(id).tag({ repo: repository, tag }));
  }

  /** The image goes with its last tag. 409: a container still stands on it. */
  async removeTag(name: string) {
    await this.docker.patiently(() => this.docker.api.getImage(name).remove().catch(unless(404, 409)));
  }

  /** `archive` is called anew when dockerd went away in the middle. Docker names an image only once it is whole. */
  async load(archive: () => Readable, signal: AbortSignal) {
    const load = async () => {
      signal.throwIfAborted();
      await using stream = archive();
      const answer = await this.docker.api.loadImage(stream, { _query: { quiet: true }, abortSignal: signal });
      const failed = /"error":"((?:[^"\\]|\\.)*)"/.exec(await text(answer))?.[1];
      if (failed?.includes('no space left on device')) throw new Problem('disk-full', { cause: new Error(failed) });
      if (failed) throw new Error(`docker load: ${failed}`);
    };
    await this.docker.patiently(load).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error;
    });
  }
}
