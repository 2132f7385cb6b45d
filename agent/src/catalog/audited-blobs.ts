import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { causes, hasCode } from '../problem.ts';
import type { CatalogFault } from './audit-catalog.ts';
import { type Blob, type BlobSource, hexOf } from './blob-source.ts';

/** What is kept of a blob to be read: manifests, configs, SBOMs. Layers are larger, and only counted. */
const keptBytes = 4 * 1024 ** 2;

/** The blobs of a catalog: each is read once and compared with its name and announced size. */
export class AuditedBlobs {
  bytes = 0;
  readonly faults: CatalogFault[] = [];
  private readonly read = new Map<string, string | null>();
  private readonly signal: AbortSignal;

  constructor(signal: AbortSignal) {
    this.signal = signal;
  }

  get count() {
    return this.read.size;
  }

  /** Its content; null where it is not what it should be, or too large to keep. */
  async check(blob: Blob, source: BlobSource): Promise<string | null> {
    const known = this.read.get(blob.digest);
    if (known !== undefined) return known;
    const content = await this.readOnce(blob, source).catch((error: unknown) => {
      this.signal.throwIfAborted();
      return this.fault(blob, hasCode(error, 'ENOENT') ? 'is missing' : `can’t be read: ${causes(error)}`);
    });
    this.read.set(blob.digest, content);
    return content;
  }

  /** Told once, however many releases have the image. */
  fault({ digest }: Pick<Blob, 'digest'>, message: string): null {
    const fault = { file: `blobs/sha256/${hexOf(digest)}`, message };
    if (!this.faults.some((known) => isDeepStrictEqual(known, fault))) this.faults.push(fault);
    return null;
  }

  private async readOnce(blob: Blob, source: BlobSource): Promise<string | null> {
    const hash = createHash('sha256');
    const kept: Uint8Array[] = [];
    let bytes = 0;
    const content =
      'directory' in source
        ? createReadStream(`${source.directory}/${hexOf(blob.digest)}`, { signal: this.signal })
        : (await source.open(blob, 0, this.signal)).bytes;
    for await (const chunk of content as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes <= keptBytes) kept.push(chunk);
    }
    this.bytes += bytes;
    if (`sha256:${hash.digest('hex')}` !== blob.digest) return this.fault(blob, 'is not what its name says: its sha256 is another');
    if (blob.sizeBytes !== null && blob.sizeBytes !== bytes)
      return this.fault(blob, `has ${bytes} bytes, and catalog.json says ${blob.sizeBytes}`);
    return bytes <= keptBytes ? Buffer.concat(kept).toString('utf8') : null;
  }
}
