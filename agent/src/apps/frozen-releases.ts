import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type Release, releaseSchema } from '@percloud/contract/catalog';
import { releaseFile } from './layout.ts';

/** Releases as they were frozen into generations. A frozen release never changes, so what was read once is remembered. */
@Injectable()
export class FrozenReleases {
  private readonly read = new Map<string, Release>();

  async get(generation: string): Promise<Release> {
    const known = this.read.get(generation);
    if (known) return known;
    const release = releaseSchema.parse(JSON.parse(await readFile(releaseFile(generation), 'utf8')));
    this.read.set(generation, release);
    return release;
  }

  /** A generation's directory was made anew or is gone. */
  forget(generation: string) {
    this.read.delete(generation);
  }
}
