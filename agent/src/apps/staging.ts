import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type Release, releaseSchema } from '@percloud/contract/catalog';
import { z } from 'zod';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { hasCode } from '../problem.ts';
import { stagingDir } from './layout.ts';

const secretsSchema = z.record(z.string(), z.string());

/** What an operation brings along that must not stand in its journal: the release it freezes, and the secrets a person typed. */
@Injectable()
export class Staging {
  constructor(private readonly host: Host) {}

  async put(operation: string, content: { release?: Release; secrets: Record<string, string> }) {
    const directory = stagingDir(this.host, operation);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    // On the disk before the journal says that there is an operation: without them it would go on with what is there already. Directories
    // that are new go with the files: btrfs sees to that, and forty at once would wait long for each to be flushed by itself.
    if (content.release) await writeFile(`${directory}/release.json`, JSON.stringify(content.release), { flush: true });
    await writeFile(`${directory}/secrets.json`, JSON.stringify(content.secrets), { mode: 0o600, flush: true });
  }

  async findRelease(operation: string): Promise<Release | undefined> {
    const text = await this.find(operation, 'release.json');
    return text === undefined ? undefined : releaseSchema.parse(JSON.parse(text));
  }

  /** Those that operations are about to install. */
  async listReleases(): Promise<Release[]> {
    const releases = await Promise.all((await this.operations()).map((operation) => this.findRelease(operation)));
    return releases.flatMap((release) => release ?? []);
  }

  /** By the names of password settings. */
  async getSecrets(operation: string): Promise<Record<string, string>> {
    const text = await this.find(operation, 'secrets.json');
    return text === undefined ? {} : secretsSchema.parse(JSON.parse(text));
  }

  async remove(operation: string) {
    await rm(stagingDir(this.host, operation), { recursive: true, force: true });
  }

  /** What operations that never began left behind. */
  async sweep(isLive: (operation: string) => boolean) {
    for (const operation of await this.operations()) if (!isLive(operation)) await this.remove(operation);
  }

  private operations(): Promise<string[]> {
    return readdir(paths(this.host).staging);
  }

  private async find(operation: string, file: string) {
    try {
      return await readFile(`${stagingDir(this.host, operation)}/${file}`, 'utf8');
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }
}
