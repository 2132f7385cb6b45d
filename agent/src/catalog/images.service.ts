import { access, readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { CatalogImage, Release } from '@percloud/contract/catalog';
import type { Progress } from '@percloud/contract/operations';
import { DockerImages } from '../gateways/docker-images.ts';
import { Host } from '../host/host.module.ts';
import { inTurn } from '../in-turn.ts';
import { Problem } from '../problem.ts';
import { type Blob, type BlobSource, hexOf, sourceOf } from './blob-source.ts';
import { Blobs } from './blobs.ts';
import { CatalogService } from './catalog.service.ts';
import { dockerArchive } from './docker-archive.ts';
import { type Layer, missingLayers, namedLayers, parseManifest } from './image-contents.ts';
import { advanceMeter, startMeter } from './progress.ts';

interface EnsureOptions {
  /** Whose release it is. Null, the default: of the box's own catalog. */
  publisherKey?: string | null;
  signal: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

interface WantedImage {
  image: CatalogImage;
  repository: string;
  tag: string;
}

/** What is to be fetched of an image that Docker does not have. */
interface Fetch extends WantedImage {
  source: BlobSource;
  config: { digest: string; path: string };
  layers: Layer[];
}

/** Brings the images of releases into Docker and takes them out again. Known by config digest; our tags keep them from being pruned. */
@Injectable()
export class ImagesService {
  private here: Promise<ReadonlySet<string>> | undefined;
  /** Docker's images are changed one by one: what one load brings the next one need not. */
  private readonly oneByOne = inTurn();

  constructor(
    private readonly host: Host,
    private readonly blobs: Blobs,
    private readonly docker: DockerImages,
    private readonly catalog: CatalogService,
  ) {}

  /** Every image of the release is in Docker, with a tag of ours. May run twice and be killed at any time. */
  async ensure(release: Release, { publisherKey = null, signal, onProgress = () => {} }: EnsureOptions) {
    signal.throwIfAborted();
    const fetches = await this.plan(release, publisherKey, signal);
    const paths = await this.download(fetches, signal, onProgress);
    for (const fetch of fetches) await this.oneByOne(() => this.load(fetch, paths, signal));
    for (const { image, repository, tag } of this.wanted(release)) await this.docker.ensureTag(image.config, repository, tag);
    this.here = undefined;
  }

  /** Config digests of what Docker has. Docker is asked again only after something was changed here; while it is away, it has nothing. */
  listHere(): Promise<ReadonlySet<string>> {
    this.here ??= this.docker.listIds().catch(() => {
      this.here = undefined;
      return new Set<string>();
    });
    return this.here;
  }

  /**
   * Takes our tags off images nobody uses. `keep` are the config digests of all releases that an app, a snapshot or a running operation
   * may need; tags and images of others stay.
   */
  async collect(keep: Iterable<string>) {
    const kept = new Set(keep);
    const ours = `percloud/${this.host.boxId}/`;
    // Not while something is being loaded on top of what would go.
    await this.oneByOne(async () => {
      const unused = (await this.docker.list()).filter(({ id }) => !kept.has(id));
      for (const tag of unused.flatMap(({ tags }) => tags)) if (tag.startsWith(ours)) await this.docker.removeTag(tag);
    });
    this.here = undefined;
    await this.blobs.removeForgotten();
  }

  /** Those that were begun and never finished, and those nobody loaded. Only while no operation downloads. */
  async removeDownloads() {
    await this.blobs.removeAll();
  }

  private wanted({ manifest, images }: Release): WantedImage[] {
    return Object.entries(images).map(([name, image]) => ({
      image,
      repository: `percloud/${this.host.boxId}/${manifest.id}-${name}`,
      tag: hexOf(image.config).slice(0, 12),
    }));
  }

  private async plan(release: Release, publisherKey: string | null, signal: AbortSignal): Promise<Fetch[]> {
    const fetches: Fetch[] = [];
    for (const wanted of this.wanted(release)) {
      if (await this.docker.find(wanted.image.config)) continue;
      const source = sourceOf(wanted.image, this.catalog.getAddress(publisherKey));
      const manifest = await this.readBlob({ digest: wanted.image.manifest, sizeBytes: null }, source, signal);
      const { config, layers } = parseManifest(manifest.text, wanted.image.config);
      const { path, text } = await this.readBlob(config, source, signal);
      fetches.push({ ...wanted, source, config: { digest: config.digest, path }, layers: namedLayers(layers, text) });
    }
    return fetches;
  }

  private async readBlob(blob: Blob, source: BlobSource, signal: AbortSignal) {
    const path = await this.blobs.obtain(blob, source, { signal });
    return { path, text: await readFile(path, 'utf8') };
  }

  private async missingBlobs(fetches: Fetch[]) {
    const local = fetches.length > 0 ? await this.docker.list() : [];
    const layers = fetches.flatMap(({ layers, source }) => missingLayers(layers, local).map((blob) => ({ blob, source })));
    const unique = [...new Map(layers.map((layer) => [layer.blob.digest, layer])).values()];
    return await Promise.all(unique.map(async (layer) => ({ ...layer, presentBytes: await this.blobs.presentBytes(layer.blob) })));
  }

  private async download(fetches: Fetch[], signal: AbortSignal, onProgress: (progress: Progress) => void) {
    const missing = await this.missingBlobs(fetches);
    const done = new Map(missing.map(({ blob, presentBytes }) => [blob.digest, presentBytes]));
    const copied = missing.filter(({ source }) => !('directory' in source));
    await this.blobs.requireRoom(sum(copied.map(({ blob, presentBytes }) => blob.sizeBytes - presentBytes)));
    let meter = startMeter(sum(done.values()), sum(missing.map(({ blob }) => blob.sizeBytes)), performance.now());
    const paths = new Map<string, string>();
    for (const { blob, source } of missing) {
      const onBytes = (doneBytes: number) => {
        done.set(blob.digest, doneBytes);
        meter = advanceMeter(meter, sum(done.values()), performance.now());
        onProgress(meter.progress);
      };
      paths.set(blob.digest, await this.blobs.obtain(blob, source, { signal, onBytes }));
      onBytes(blob.sizeBytes);
    }
    return paths;
  }

  private async load({ image, repository, tag, source, config, layers }: Fetch, paths: Map<string, string>, signal: AbortSignal) {
    if (await this.docker.find(image.config)) return;
    const needed = missingLayers(layers, await this.docker.list());
    for (const layer of needed) {
      // Another app's load may have tidied it away, or an image it stood on was removed since.
      if (!(await exists(paths.get(layer.digest)))) paths.set(layer.digest, await this.blobs.obtain(layer, source, { signal }));
    }
    const isNeeded = new Set(needed);
    const parts = layers.map((layer) => ({ digest: layer.digest, path: isNeeded.has(layer) ? paths.get(layer.digest) : undefined }));
    await this.docker.load(() => dockerArchive({ tag: `${repository}:${tag}`, config, layers: parts }), signal);
    if (!(await this.docker.find(image.config)))
      throw new Problem('image-damaged', { cause: new Error(`Docker did not make ${image.config} of ${repository}:${tag}`) });
    await this.blobs.remove([image.manifest, image.config, ...layers.map(({ digest }) => digest)]);
  }
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

const exists = async (path: string | undefined) =>
  path !== undefined &&
  (await access(path).then(
    () => true,
    () => false,
  ));
