import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogFile } from '@percloud/contract/catalog';
import { ownCatalog } from '@percloud/contract/catalogs';
import type { Repository } from 'typeorm';
import type { Log } from '../log/log.ts';
import { asProblem, causes, Problem } from '../problem.ts';
import type { CatalogRow } from './catalog.entity.ts';
import type { KeptCatalog } from './kept-catalog.ts';
import { readCatalog } from './read-catalog.ts';
import { type Releases, releasesOf } from './releases.ts';
import { digestOf, refuseOlder, type SignedCatalog, verifyCatalog } from './verify-catalog.ts';

const refreshEveryMs = 6 * 3_600_000;
const retryAfterMs = 5 * 60_000;
const readWithinMs = 2 * 60_000;
const ownLimitBytes = 16 * 1024 ** 2;
/** Others share a box's memory among them, and it may be a small box. */
const othersLimitBytes = 4 * 1024 ** 2;
/** So that a publisher's boxes don't all come at once. */
const jitter = () => 0.9 + Math.random() * 0.2;

/** Which catalog this is: where, whose, and since when this box reads it. */
export interface Origin {
  id: string;
  address: string;
  publicKey: string;
  addedBy: string | null;
  addedAt: string | null;
}

/** As an installed app remembers it. Null: the box's own catalog, whatever its key. */
export interface Publisher {
  publisherKey: string | null;
  publisherName: string | null;
}

interface Surroundings {
  kept: KeptCatalog;
  /** What was accepted of each publisher, also of those whose catalog was removed. */
  seen: Repository<CatalogRow>;
  log: Log;
  onChange: () => void;
}

interface FreshCatalog {
  signed: SignedCatalog;
  file: CatalogFile;
}

/** One catalog: read, verified, kept, and read again from time to time. What goes wrong is in `problem`; what was known before stays. */
export class CatalogReader {
  file: CatalogFile | null = null;
  releases: Releases = new Map();
  reachedAt: string | null = null;
  problem: Problem | null = null;
  private readonly closing = new AbortController();
  private refreshing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    readonly origin: Origin,
    private readonly around: Surroundings,
  ) {}

  get isOwn() {
    return this.origin.id === ownCatalog;
  }

  get publisher(): Publisher {
    if (this.isOwn) return { publisherKey: null, publisherName: null };
    return { publisherKey: this.origin.publicKey, publisherName: this.file?.publisher.name ?? null };
  }

  /** What was accepted last, from the disk. */
  async load() {
    const { publicKey } = this.origin;
    this.reachedAt = (await this.around.seen.findOneBy({ publicKey }))?.reachedAt ?? null;
    try {
      const kept = await this.around.kept.read();
      if (kept) this.show(verifyCatalog(kept, publicKey));
    } catch (error) {
      // Kept for another publisher, or by another version: what the refresh brings takes its place.
      this.around.log.logger.warn({ causes: causes(error) }, 'catalog kept from before is not used');
    }
  }

  /** Reads the catalog again and sees to it that it is read again later. */
  refresh(): Promise<void> {
    this.refreshing ??= this.readAgain().finally(() => {
      this.refreshing = null;
      this.refreshLater();
    });
    return this.refreshing;
  }

  /** Reads it once and throws why it can't be used. */
  async read() {
    await this.accept(await this.fetch());
    this.problem = null;
  }

  refreshLater() {
    if (this.closing.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), (this.problem ? retryAfterMs : refreshEveryMs) * jitter()).unref();
  }

  close() {
    clearTimeout(this.timer);
    this.closing.abort(new Error('this catalog is not read any more'));
  }

  async forget() {
    this.close();
    // It may just be keeping what it read.
    await this.refreshing;
    await this.around.kept.remove();
  }

  private async readAgain() {
    const before = this.standing();
    try {
      await this.read();
    } catch (error) {
      if (this.closing.signal.aborted) return;
      this.problem = asProblem(error);
      this.around.log.logger.warn({ address: this.origin.address, causes: causes(error) }, 'catalog not read');
    }
    if (this.standing() !== before) this.around.onChange();
  }

  private async fetch(): Promise<FreshCatalog> {
    const { address, publicKey } = this.origin;
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(readWithinMs)]);
    const read = async () => {
      const signed = await readCatalog(address, this.isOwn ? ownLimitBytes : othersLimitBytes, signal);
      return { signed, file: verifyCatalog(signed, publicKey) };
    };
    return await read().catch(async (error: unknown) => {
      if (!(error instanceof Problem && ['catalog-key-differs', 'catalog-unsigned'].includes(error.code))) throw error;
      // We may have come between the publisher's two files.
      await sleep(300, undefined, { signal });
      return await read();
    });
  }

  private async accept({ signed, file }: FreshCatalog) {
    const { publicKey } = this.origin;
    const { seen, kept } = this.around;
    refuseOlder(file, signed.bytes, await seen.findOneBy({ publicKey }));
    await kept.write(signed);
    const reachedAt = new Date().toISOString();
    await seen.upsert({ publicKey, number: file.number, digest: digestOf(signed.bytes), reachedAt }, ['publicKey']);
    this.show(file);
    this.reachedAt = reachedAt;
  }

  private show(file: CatalogFile) {
    this.file = file;
    this.releases = releasesOf(file);
  }

  private standing() {
    return JSON.stringify([this.file?.number, this.problem?.message]);
  }
}
