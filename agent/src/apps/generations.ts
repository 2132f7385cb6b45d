import { randomInt } from 'node:crypto';
import { chown, lstat, mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { Release } from '@percloud/contract/catalog';
import type { Manifest, Service } from '@percloud/contract/manifest';
import { Btrfs } from '../gateways/btrfs.ts';
import { Host } from '../host/host.module.ts';
import { hasCode } from '../problem.ts';
import { FrozenReleases } from './frozen-releases.ts';
import { type AppId, appDir, generationDir, releaseFile, secretFile, snapshotsDir, volumeDir } from './layout.ts';

/** The numbered subvolumes of an app: frozen release, secrets, volumes. */
@Injectable()
export class Generations {
  constructor(
    private readonly host: Host,
    private readonly btrfs: Btrfs,
    private readonly releases: FrozenReleases,
  ) {}

  /** Where an app's generations and snapshots will lie. */
  async makePlace(app: AppId) {
    await mkdir(snapshotsDir(this.host, app), { recursive: true, mode: 0o711 });
  }

  /** The first generation of an app: empty volumes, fresh secrets. */
  async create(app: AppId, number: number, release: Release, secrets: Record<string, string>) {
    const directory = generationDir(this.host, app, number);
    await this.makePlace(app);
    this.releases.forget(directory);
    await this.btrfs.recreateSubvolume(directory);
    await this.fill(directory, release, secrets);
    await this.btrfs.sync(directory);
  }

  /** Places to mount, with nothing in them yet: Docker makes the containers of a generation before its data can be there. */
  async sketch(app: AppId, number: number, release: Release) {
    await this.remove(app, number);
    await this.fill(generationDir(this.host, app, number), release, {});
  }

  /** A later generation: data and secrets of a snapshot (its directory), with that snapshot's release or another one. */
  async createFrom(app: AppId, number: number, snapshot: string, release: Release | undefined, secrets: Record<string, string>) {
    await this.copy(snapshot, app, number, release, secrets);
    await this.btrfs.sync(generationDir(this.host, app, number));
  }

  /** Of one that runs, what a power cut at this instant would leave of it. A power cut may take the copy away. */
  async copy(source: string, app: AppId, number: number, release: Release | undefined, secrets: Record<string, string>) {
    const directory = generationDir(this.host, app, number);
    await mkdir(appDir(this.host, app), { recursive: true, mode: 0o711 });
    await this.remove(app, number);
    await this.btrfs.recreateFrom(source, directory);
    await this.fill(directory, release ?? (await this.releases.get(directory)), secrets);
  }

  async remove(app: AppId, number: number) {
    const directory = generationDir(this.host, app, number);
    this.releases.forget(directory);
    await this.btrfs.ensureGone(directory);
    // A sketch is no subvolume.
    await rm(directory, { recursive: true, force: true });
  }

  /** Everything of an app on the disk, its data included. */
  async removeApp(app: AppId) {
    const snapshots = snapshotsDir(this.host, app);
    const directory = appDir(this.host, app);
    for (const parent of [snapshots, directory])
      for (const name of await this.btrfs.list(parent)) {
        this.releases.forget(`${parent}/${name}`);
        await this.btrfs.ensureGone(`${parent}/${name}`);
      }
    for (const empty of [snapshots, directory]) await removeEmpty(empty);
  }

  /** Of all that lie on the disk, half-made ones included. */
  async listNumbers(app: AppId): Promise<number[]> {
    return (await readdir(appDir(this.host, app))).map(Number).filter(Number.isInteger);
  }

  /** Which password settings have a value. */
  async secretsSet(app: AppId, number: number, manifest: Manifest): Promise<string[]> {
    const directory = generationDir(this.host, app, number);
    const set = await Promise.all(
      Object.entries(manifest.secrets).map(async ([name, secret]) =>
        secret.from_setting && (await findSecret(directory, name)) ? [secret.from_setting] : [],
      ),
    );
    return set.flat();
  }

  private async fill(directory: string, release: Release, secrets: Record<string, string>) {
    const { manifest } = release;
    await mkdir(`${directory}/release`, { recursive: true });
    await writeFile(releaseFile(directory), JSON.stringify(release));
    for (const volume of Object.keys(manifest.volumes)) await makeVolume(volumeDir(directory, volume), ownerOf(manifest, volume));
    await mkdir(`${directory}/secrets`, { recursive: true, mode: 0o711 });
    for (const [name, declared] of Object.entries(manifest.secrets)) {
      const typed = declared.from_setting ? secrets[declared.from_setting] : undefined;
      // A password nobody has set yet is an empty file: the container's mount needs one.
      const value = typed ?? (await findSecret(directory, name)) ?? (declared.from_setting ? '' : randomSecret(declared.length));
      await writeSecret(directory, manifest, name, value);
    }
  }
}

/** A volume belongs to the first service that writes to it. */
function ownerOf(manifest: Manifest, volume: string): Service | undefined {
  const users = Object.values(manifest.services).filter((service) => service.volumes.some((mount) => mount.startsWith(`${volume}:`)));
  return users.find((service) => service.volumes.some((mount) => mount.startsWith(`${volume}:`) && !mount.endsWith(':ro'))) ?? users[0];
}

async function makeVolume(path: string, owner: Service | undefined) {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  try {
    await mkdir(path, { mode: 0o750 });
  } catch (error) {
    // A link would lead Docker, which mounts it for root, to somewhere else.
    if (hasCode(error, 'EEXIST') && (await lstat(path)).isDirectory()) return;
    throw error;
  }
  if (owner) await chown(path, ...idsOf(owner));
}

/** One copy for each service that uses it, readable by that service's user alone. */
async function writeSecret(directory: string, manifest: Manifest, name: string, value: string) {
  for (const [service, declared] of Object.entries(manifest.services)) {
    if (!declared.secrets.includes(name)) continue;
    const path = secretFile(directory, service, name);
    await mkdir(dirname(path), { recursive: true, mode: 0o711 });
    await writeFile(path, value, { mode: 0o600 });
    await chown(path, ...idsOf(declared));
  }
}

async function findSecret(directory: string, name: string): Promise<string | undefined> {
  for (const service of await readdir(`${directory}/secrets`)) {
    try {
      return await readFile(secretFile(directory, service, name), 'utf8');
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  }
  return undefined;
}

function idsOf(service: Service): [number, number] {
  const [uid = 0, gid = 0] = service.user.split(':').map(Number);
  return [uid, gid];
}

const secretLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const randomSecret = (length: number) => Array.from({ length }, () => secretLetters[randomInt(secretLetters.length)]).join('');

async function removeEmpty(directory: string) {
  try {
    await rmdir(directory);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    // Something of a half-made generation that is no subvolume.
    await rm(directory, { recursive: true });
  }
}
