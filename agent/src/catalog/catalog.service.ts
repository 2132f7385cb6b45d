import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CatalogEntry, CatalogFile, CatalogState, Release } from '@percloud/contract/catalog';
import { DataSource } from 'typeorm';
import { Changes } from '../events/changes.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { Log } from '../log/log.ts';
import { asProblem, causes, Problem } from '../problem.ts';
import { CatalogRow } from './catalog.entity.ts';
import { KeptCatalog } from './kept-catalog.ts';
import { readCatalog } from './read-catalog.ts';
import { entryOf, newerThan, newestOf, type Releases, releasesOf } from './releases.ts';
import { digestOf, refuseOlder, type SignedCatalog, verifyCatalog } from './verify-catalog.ts';

const refreshEveryMs = 6 * 3_600_000;
const retryAfterMs = 5 * 60_000;
const readWithinMs = 2 * 60_000;
/** So that a publisher's boxes don't all come at once. */
const jitter = () => 0.9 + Math.random() * 0.2;

/** What there is to install. An app that is installed does not depend on it: its release is frozen in its generation. */
@Injectable()
export class CatalogService implements OnModuleInit, OnApplicationShutdown {
  private readonly kept: KeptCatalog;
  private readonly closing = new AbortController();
  private file: CatalogFile | null = null;
  private releases: Releases = new Map();
  private reachedAt: string | null = null;
  private problem: Problem | null = null;
  private refreshing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {
    this.kept = new KeptCatalog(paths(host).catalogs);
  }

  async onModuleInit() {
    await this.loadKept();
    void this.refresh();
  }

  onApplicationShutdown() {
    clearTimeout(this.timer);
    this.closing.abort(new Error('the agent stops'));
  }

  state(): CatalogState {
    const { file, reachedAt, problem } = this;
    return {
      name: file?.name ?? '',
      number: file?.number ?? 0,
      publishedAt: file?.publishedAt ?? null,
      reachedAt,
      problem: problem?.toDocument().title ?? null,
      apps: [...this.releases.values()].flatMap((releases) => entryOf(releases) ?? []),
    };
  }

  find(app: string): CatalogEntry | undefined {
    return entryOf(this.releasesOf(app));
  }

  /** Without a version the newest that is not a prerelease. */
  getRelease(app: string, version?: string): Release {
    const releases = this.releasesOf(app);
    if (releases.length === 0) throw new Problem('catalog-app-not-found', { values: { app } });
    const release = version ? releases.find(({ manifest }) => manifest.version === version) : newestOf(releases);
    if (!release) throw new Problem('release-not-found', { values: { version: version ?? '' } });
    return release;
  }

  updateFor(app: string, installedVersion: string): Release | undefined {
    return newerThan(this.releasesOf(app), installedVersion);
  }

  /** Reads the catalog again. What went wrong is in `state()`; what was known before stays. */
  refresh(): Promise<void> {
    this.refreshing ??= this.readAgain().finally(() => {
      this.refreshing = null;
      this.refreshLater();
    });
    return this.refreshing;
  }

  private async readAgain() {
    const before = JSON.stringify([this.file?.number, this.problem?.message]);
    try {
      await this.accept(await this.fetch());
      this.problem = null;
    } catch (error) {
      if (this.closing.signal.aborted) return;
      this.problem = asProblem(error);
      this.log.logger.warn({ causes: causes(error) }, 'catalog not read');
    }
    if (JSON.stringify([this.file?.number, this.problem?.message]) !== before) this.changes.say({ kind: 'catalog' });
  }

  private async fetch(): Promise<{ signed: SignedCatalog; file: CatalogFile }> {
    const { address, publicKey } = this.host.catalog;
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(readWithinMs)]);
    const read = async () => {
      const signed = await readCatalog(address, signal);
      return { signed, file: verifyCatalog(signed, publicKey) };
    };
    return await read().catch(async (error: unknown) => {
      if (!(error instanceof Problem && error.code === 'catalog-refused')) throw error;
      // We may have come between the publisher's two files.
      await sleep(300, undefined, { signal });
      return await read();
    });
  }

  private async accept({ signed, file }: { signed: SignedCatalog; file: CatalogFile }) {
    const rows = this.database.getRepository(CatalogRow);
    const { publicKey } = this.host.catalog;
    refuseOlder(file, signed.bytes, await rows.findOneBy({ publicKey }));
    await this.kept.write(signed);
    const reachedAt = new Date().toISOString();
    await rows.upsert({ publicKey, number: file.number, digest: digestOf(signed.bytes), reachedAt }, ['publicKey']);
    this.show(file);
    this.reachedAt = reachedAt;
  }

  private async loadKept() {
    const { publicKey } = this.host.catalog;
    this.reachedAt = (await this.database.getRepository(CatalogRow).findOneBy({ publicKey }))?.reachedAt ?? null;
    try {
      const kept = await this.kept.read();
      if (kept) this.show(verifyCatalog(kept, publicKey));
    } catch (error) {
      // Kept for another publisher, or by another version: what the refresh brings takes its place.
      this.log.logger.warn({ causes: causes(error) }, 'catalog kept from before is not used');
    }
  }

  private show(file: CatalogFile) {
    this.file = file;
    this.releases = releasesOf(file);
  }

  private releasesOf(app: string) {
    return this.releases.get(app) ?? [];
  }

  private refreshLater() {
    if (this.closing.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), (this.problem ? retryAfterMs : refreshEveryMs) * jitter()).unref();
  }
}
