import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { type CatalogFile, type CatalogImage, catalogFileSchema, type Release } from '@percloud/contract/catalog';
import Docker from 'dockerode';
import { z } from 'zod';
import { localCatalog } from '../../src/host/local-catalog.ts';
import { digestOf, makeLayer, newPublisher, publish } from '../catalog/published-catalog.ts';
import { serveDirectory } from '../catalog/web-server.ts';

const built = fileURLToPath((await localCatalog()).address);
const blob = (directory: string, digest: string) => `${directory}/blobs/sha256/${digest.slice('sha256:'.length)}`;

const descriptorSchema = z.looseObject({ mediaType: z.string(), digest: z.string(), size: z.number() });
const manifestSchema = z.looseObject({ config: descriptorSchema, layers: z.array(descriptorSchema) });
const configSchema = z.looseObject({ rootfs: z.looseObject({ diff_ids: z.array(z.string()) }) });

/** The layer that no other image has, so that it has to be fetched. */
export interface OwnLayer {
  digest: string;
  path: string;
  sizeBytes: number;
}

/** The probe as it was built, in images that no Docker has seen yet, in a catalog of our own on a web host of our own. */
export class ProbeCatalog {
  readonly directory: string;
  server: Awaited<ReturnType<typeof serveDirectory>>;
  private readonly publisher = newPublisher();
  private readonly probes: Release[];
  private number = 1;

  private constructor(directory: string, server: ProbeCatalog['server'], probes: Release[]) {
    this.directory = directory;
    this.server = server;
    this.probes = probes;
  }

  static async serve(): Promise<ProbeCatalog> {
    const directory = await mkdtemp(`${tmpdir()}/percloud-published-`);
    const { apps } = catalogFileSchema.parse(JSON.parse(await readFile(`${built}/catalog.json`, 'utf8')));
    return new ProbeCatalog(directory, await serveDirectory(directory), apps.probe?.releases ?? []);
  }

  get catalog() {
    return { address: this.server.address, publicKey: this.publisher.publicKey };
  }

  /** A probe of this version with a layer of its own of 2 MB. */
  async makeRelease(version: string, change: (release: Release) => Release = (release) => release) {
    const probe = this.probes.find(({ manifest }) => manifest.version === version);
    if (!probe?.images.probe) throw new Error(`the catalog of this checkout has no probe ${version}`);
    const { image, layer } = await this.addLayer(probe.images.probe);
    return { release: change({ ...probe, images: { ...probe.images, probe: image } }), layer };
  }

  /** The same image, to be fetched as from a registry: its blobs by their digests below `/v2/probe`. */
  async moveToRegistry({ release, layer }: { release: Release; layer: OwnLayer }) {
    const registry = `${this.directory}/v2/probe`;
    for (const part of ['manifests', 'blobs']) await mkdir(`${registry}/${part}`, { recursive: true });
    for (const hex of await readdir(`${this.directory}/blobs/sha256`)) {
      for (const part of ['manifests', 'blobs'])
        await symlink(`${this.directory}/blobs/sha256/${hex}`, `${registry}/${part}/sha256:${hex}`).catch(() => undefined);
    }
    const images = Object.entries(release.images).map(([name, image]) => [name, { ...image, registry: `${this.server.address}/v2/probe` }]);
    return { release: { ...release, images: Object.fromEntries(images) }, layer: { ...layer, path: `/v2/probe/blobs/${layer.digest}` } };
  }

  async publish(releases: Release[], change: Partial<CatalogFile> = {}) {
    this.number += 1;
    await publish(this.directory, this.publisher, change.number ?? this.number, releases, change);
  }

  /** What was asked of the host for a layer. */
  asked({ path }: OwnLayer) {
    return this.server.asked.filter((asked) => asked.path === path);
  }

  /** The host is there again, at the address it had. */
  async revive() {
    this.server = await serveDirectory(this.directory, this.server.port);
  }

  async close() {
    await this.server.close();
    await rm(this.directory, { recursive: true, force: true });
  }

  private async addLayer(original: CatalogImage): Promise<{ image: CatalogImage; layer: OwnLayer }> {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(blob(built, original.manifest), 'utf8')));
    const config = configSchema.parse(JSON.parse(await readFile(blob(built, original.config), 'utf8')));
    await mkdir(`${this.directory}/blobs/sha256`, { recursive: true });
    for (const { digest } of manifest.layers) await symlink(blob(built, digest), blob(this.directory, digest)).catch(() => undefined);
    await symlink(blob(built, original.sbom), blob(this.directory, original.sbom)).catch(() => undefined);
    const added = await makeLayer(2_000_000, `layer-${randomBytes(4).toString('hex')}`);
    const layer = await this.write(added.bytes);
    config.rootfs.diff_ids.push(added.diffId);
    // What a layer comes from is told for each of them, or for none.
    const ownConfig = await this.write(Buffer.from(JSON.stringify({ ...config, history: undefined })));
    const [first] = manifest.layers;
    const layers = [...manifest.layers, { mediaType: first?.mediaType, ...layer }];
    const written = await this.write(Buffer.from(JSON.stringify({ ...manifest, config: { ...manifest.config, ...ownConfig }, layers })));
    return {
      image: {
        ...{ manifest: written.digest, config: ownConfig.digest, sbom: original.sbom, sizeBytes: original.sizeBytes + layer.size },
        layers: [...original.layers, { digest: layer.digest, sizeBytes: layer.size }],
      },
      layer: { digest: layer.digest, path: `/blobs/sha256/${layer.digest.slice('sha256:'.length)}`, sizeBytes: layer.size },
    };
  }

  private async write(bytes: Buffer) {
    const digest = digestOf(bytes);
    await writeFile(blob(this.directory, digest), bytes);
    return { digest, size: bytes.length };
  }
}

/** Clearing an installation away leaves its images to the next one: these are of no use to anybody. */
export async function removeImagesOf({ boxId, dockerSocket }: { boxId: string; dockerSocket: string }) {
  const docker = new Docker({ socketPath: dockerSocket });
  for (const { RepoTags } of await docker.listImages()) {
    for (const tag of RepoTags ?? []) if (tag.startsWith(`percloud/${boxId}/`)) await docker.getImage(tag).remove();
  }
}
