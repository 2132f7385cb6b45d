import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { asProblem, Problem } from '../problem.ts';
import type { Blob } from './blob-source.ts';

const unknownSizeLimitBytes = 4 * 1024 ** 2;

/** A blob on its way here: hashed while it grows, it gets its name only when its digest is right. Survives being killed. */
export class PartialFile implements AsyncDisposable {
  private hash: Hash = createHash('sha256');
  doneBytes = 0;
  /** What an earlier process wrote may have been hurt by a power cut: not the server's fault. */
  private resumed = false;

  private constructor(
    private readonly path: string,
    private readonly blob: Blob,
    private readonly file: FileHandle,
  ) {}

  static async open(path: string, blob: Blob, signal: AbortSignal): Promise<PartialFile> {
    const partial = new PartialFile(path, blob, await open(`${path}.partial`, 'a+'));
    try {
      await partial.readWhatIsThere(signal);
      return partial;
    } catch (error) {
      await partial.file.close();
      throw error;
    }
  }

  isComplete() {
    return this.doneBytes === this.blob.sizeBytes;
  }

  async restart() {
    await this.file.truncate(0);
    this.hash = createHash('sha256');
    this.doneBytes = 0;
    this.resumed = false;
  }

  async write(chunk: Uint8Array) {
    if (this.doneBytes + chunk.length > (this.blob.sizeBytes ?? unknownSizeLimitBytes)) throw await this.damaged();
    await this.file.appendFile(chunk).catch(async (cause: unknown) => {
      const problem = asProblem(cause);
      // On a full disk the rest of the box needs the room more than the next try does.
      if (problem.code === 'disk-full') await this.remove();
      throw problem;
    });
    this.hash.update(chunk);
    this.doneBytes += chunk.length;
  }

  /** The bytes have come to their end. Throws a plain error when another try is worth it. */
  async finish() {
    const { sizeBytes, digest } = this.blob;
    if (sizeBytes !== null && this.doneBytes < sizeBytes)
      throw new Error(`the connection ended after ${this.doneBytes} of ${sizeBytes} bytes`);
    if (`sha256:${this.hash.digest('hex')}` !== digest) {
      if (!this.resumed) throw await this.damaged();
      await this.restart();
      throw new Error('what was kept of an earlier try was damaged');
    }
    await rename(`${this.path}.partial`, this.path);
  }

  async [Symbol.asyncDispose]() {
    await this.file.close();
  }

  private async readWhatIsThere(signal: AbortSignal) {
    const { size } = await this.file.stat();
    if (this.blob.sizeBytes === null || size > this.blob.sizeBytes) return await this.restart();
    for await (const chunk of createReadStream(`${this.path}.partial`, { signal, highWaterMark: 1024 ** 2 })) this.hash.update(chunk);
    this.doneBytes = size;
    this.resumed = size > 0;
  }

  private async damaged() {
    await this.remove();
    return new Problem('image-damaged', { cause: new Error(`${this.blob.digest} is not what arrived`) });
  }

  private async remove() {
    await rm(`${this.path}.partial`, { force: true });
  }
}
