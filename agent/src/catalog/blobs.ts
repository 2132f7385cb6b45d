import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { asProblem, Problem } from '../problem.ts';
import { type Blob, type BlobSource, hexOf } from './blob-source.ts';
import { PartialFile } from './partial-file.ts';
import { SharedWork, type WorkOptions } from './shared-work.ts';

type WebSource = Extract<BlobSource, { open: unknown }>;
type Report = (doneBytes: number) => void;

/** Waits between tries that brought nothing worth mentioning; after the last the line counts as dead. */
const pausesMs = [500, 1_000, 2_000, 4_000];
const worthMentioningBytes = 256 * 1024;
/** The database lives on the same disk. */
const reserveBytes = 32 * 1024 ** 2;
const forgottenAfterMs = 7 * 24 * 3_600_000;

/** Pieces of images on their way into Docker. `<hex>.partial` grows and is resumed, also after a power cut; `<hex>` was verified. */
@Injectable()
export class Blobs {
  private readonly directory: string;
  private readonly downloads = new SharedWork<string>();
  /** By this process: what an earlier one left may have been hurt by a power cut. */
  private readonly verified = new Set<string>();

  constructor(host: Host) {
    this.directory = paths(host).blobs;
  }

  /** A path with exactly these bytes. Throws image-unreachable, image-damaged, disk-full, or the signal's reason. */
  async obtain(blob: Blob, source: BlobSource, options: WorkOptions): Promise<string> {
    return await this.downloads.run(
      blob.digest,
      async (signal, report) => {
        try {
          return 'directory' in source
            ? await verifyInPlace(`${source.directory}/${hexOf(blob.digest)}`, blob, signal, report)
            : await this.download(blob, source, signal, report);
        } catch (error) {
          throw signal.aborted ? signal.reason : asProblem(error);
        }
      },
      options,
    );
  }

  /** What of a blob is here already. */
  async presentBytes({ digest }: Blob): Promise<number> {
    const sizes = await Promise.all([this.pathOf(digest), `${this.pathOf(digest)}.partial`].map((path) => stat(path).catch(() => null)));
    return Math.max(...sizes.map((found) => found?.size ?? 0));
  }

  async requireRoom(bytes: number) {
    await mkdir(this.directory, { recursive: true });
    const { bavail, bsize } = await statfs(this.directory);
    if (bytes > 0 && bytes + reserveBytes > bavail * bsize) throw new Problem('disk-full');
  }

  async remove(digests: Iterable<string>) {
    for (const digest of digests) {
      this.verified.delete(digest);
      await rm(this.pathOf(digest), { force: true });
    }
  }

  /** What was begun and never finished. */
  async removeForgotten() {
    for (const name of await readdir(this.directory).catch(() => [])) {
      const path = `${this.directory}/${name}`;
      const found = await stat(path).catch(() => null);
      if (found && Date.now() - found.mtimeMs > forgottenAfterMs) await rm(path, { force: true });
    }
  }

  async removeAll() {
    this.verified.clear();
    await rm(this.directory, { recursive: true, force: true });
  }

  private pathOf(digest: string) {
    return `${this.directory}/${hexOf(digest)}`;
  }

  private async download(blob: Blob, source: WebSource, signal: AbortSignal, report: Report): Promise<string> {
    const path = this.pathOf(blob.digest);
    await mkdir(this.directory, { recursive: true });
    if (!(await this.isHere(path, blob, signal, report))) {
      await using partial = await PartialFile.open(path, blob, signal);
      await complete(partial, blob, source, signal, report);
    }
    this.verified.add(blob.digest);
    return path;
  }

  private async isHere(path: string, blob: Blob, signal: AbortSignal, report: Report): Promise<boolean> {
    try {
      if (this.verified.has(blob.digest)) return (await stat(path)).isFile();
      await verifyInPlace(path, blob, signal, report);
      return true;
    } catch {
      signal.throwIfAborted();
      await rm(path, { force: true });
      return false;
    }
  }
}

async function complete(partial: PartialFile, blob: Blob, source: WebSource, signal: AbortSignal, report: Report) {
  let failures = 0;
  for (;;) {
    const before = partial.doneBytes;
    try {
      if (!partial.isComplete()) await append(partial, await source.open(blob, partial.doneBytes, signal), report);
      return await partial.finish();
    } catch (error) {
      // A problem is final; anything else is the line's fault and worth another try.
      if (signal.aborted || error instanceof Problem) throw error;
      failures = partial.doneBytes - before >= worthMentioningBytes ? 1 : failures + 1;
      const pauseMs = pausesMs[failures - 1];
      if (pauseMs === undefined) throw new Problem('image-unreachable', { cause: error });
      await sleep(pauseMs, undefined, { signal });
      if (blob.sizeBytes === null) await partial.restart();
    }
  }
}

async function append(partial: PartialFile, { offset, bytes }: { offset: number; bytes: AsyncIterable<Uint8Array> }, report: Report) {
  if (offset !== partial.doneBytes) await partial.restart();
  for await (const chunk of bytes) {
    await partial.write(chunk);
    report(partial.doneBytes);
  }
}

async function verifyInPlace(path: string, { digest, sizeBytes }: Blob, signal: AbortSignal, report: Report): Promise<string> {
  const hash = createHash('sha256');
  let doneBytes = 0;
  try {
    for await (const chunk of createReadStream(path, { signal, highWaterMark: 1024 ** 2 })) {
      hash.update(chunk);
      doneBytes += chunk.length;
      report(doneBytes);
    }
  } catch (cause) {
    signal.throwIfAborted();
    throw new Problem('image-unreachable', { cause });
  }
  if (`sha256:${hash.digest('hex')}` !== digest || (sizeBytes !== null && sizeBytes !== doneBytes))
    throw new Problem('image-damaged', { cause: new Error(`${path} is not ${digest}`) });
  return path;
}
