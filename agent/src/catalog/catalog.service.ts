import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Channel, Release } from '@percloud/contract/catalog';
import { type AppPublisher, type CatalogSource, ownCatalog } from '@percloud/contract/catalogs';
import { DataSource } from 'typeorm';
import { Changes } from '../events/changes.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { Log } from '../log/log.ts';
import { Problem } from '../problem.ts';
import { CatalogRow } from './catalog.entity.ts';
import { CatalogReader, type Origin, type Publisher } from './catalog-reader.ts';
import { CatalogSourceRow } from './catalog-source.entity.ts';
import { fingerprint } from './fingerprint.ts';
import { KeptCatalog } from './kept-catalog.ts';
import { type Offer, type Offers, offersOf } from './offers.ts';
import { entryOf, newerThan, newestOf, type OfferedApp } from './releases.ts';

export type OfferedEntry = OfferedApp & { catalog: string };

/** What of an installed app says which updates it is offered. */
export interface InstalledFrom extends Publisher {
  catalogApp: string;
  channel: Channel;
}

/** What there is to install. An app that is installed does not depend on it: its release is frozen in its generation. */
@Injectable()
export class CatalogService implements OnModuleInit, OnApplicationShutdown {
  /** In the order in which they come first. */
  private catalogs: CatalogReader[];
  private offers: Offers = offersOf([]);
  private offered: readonly OfferedEntry[] = [];

  constructor(
    private readonly host: Host,
    private readonly database: DataSource,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {
    this.catalogs = [this.readerOf({ id: ownCatalog, ...host.catalog, addedBy: null, addedAt: null })];
  }

  async onModuleInit() {
    const added = await this.database.getRepository(CatalogSourceRow).find({ order: { addedAt: 'ASC', id: 'ASC' } });
    this.catalogs.push(...added.map((row) => this.readerOf(row)));
    for (const catalog of this.catalogs) await catalog.load();
    this.offer();
    void this.refresh();
  }

  onApplicationShutdown() {
    for (const catalog of this.catalogs) catalog.close();
  }

  /** What is offered, as the panel shows it. */
  entries(): readonly OfferedEntry[] {
    return this.offered;
  }

  allReleases(): Release[] {
    return this.catalogs.flatMap(({ releases }) => [...releases.values()].flat());
  }

  /** All but the apps: what is told whenever it changes. */
  standing() {
    const [own] = this.catalogs;
    return {
      name: own?.file?.name ?? '',
      number: own?.file?.number ?? 0,
      publishedAt: own?.file?.publishedAt ?? null,
      reachedAt: own?.reachedAt ?? null,
      problem: own?.problem?.toDocument().title ?? null,
      catalogs: this.list(),
    };
  }

  list(): CatalogSource[] {
    return this.catalogs.map((catalog) => this.describe(catalog));
  }

  describe(catalog: CatalogReader): CatalogSource {
    const { origin, file, reachedAt, problem, releases } = catalog;
    const refusedApps = this.offers.refusedOf(catalog);
    return {
      ...origin,
      name: file?.name ?? '',
      publisher: file?.publisher ?? null,
      fingerprint: fingerprint(origin.publicKey),
      publishedAt: file?.publishedAt ?? null,
      reachedAt,
      apps: releases.size - refusedApps.length,
      refusedApps: [...refusedApps],
      problem: problem?.toDocument() ?? null,
    };
  }

  /** As a person agreed to it: by name, for since they looked another catalog may have taken the app's place. */
  getOfferBy(app: string, publisherKey = this.host.catalog.publicKey): Offer {
    const offer = this.getOffer(app);
    const { origin, file } = offer.catalog;
    if (origin.publicKey !== publisherKey)
      throw new Problem('publisher-differs', { values: { publisher: file?.publisher.name ?? origin.address } });
    return offer;
  }

  /** Without a version the newest that is not a prerelease. */
  getRelease(app: string, version?: string): Release {
    return releaseIn(this.getOffer(app).releases, version);
  }

  /** A newer one of the same publisher on the app's channel. What others offer under that name is none. */
  updateFor(app: InstalledFrom, installedVersion: string): Release | undefined {
    return newerThan(this.releasesFor(app), installedVersion, app.channel);
  }

  /** All releases of an installed app by who published it, newest first. */
  releasesFor({ catalogApp, publisherKey }: InstalledFrom): readonly Release[] {
    return this.findByKey(publisherKey)?.releases.get(catalogApp) ?? [];
  }

  getReleaseFor(app: InstalledFrom, version: string): Release {
    return releaseIn(this.releasesFor(app), version);
  }

  publisherOf({ publisherKey, publisherName }: InstalledFrom): AppPublisher {
    const catalog = this.findByKey(publisherKey);
    return {
      name: catalog?.file?.publisher.name ?? publisherName ?? '',
      fingerprint: fingerprint(publisherKey ?? this.host.catalog.publicKey),
      catalog: catalog?.origin.id ?? null,
    };
  }

  /** Where what a publisher's releases are made of is fetched from. */
  getAddress(publisherKey: string | null): string {
    const catalog = this.findByKey(publisherKey);
    if (!catalog) throw new Problem('catalog-gone');
    return catalog.origin.address;
  }

  /** Reads all catalogs again. What went wrong is in `standing()`; what was known before stays. */
  async refresh(): Promise<void> {
    await Promise.all(this.catalogs.map((catalog) => catalog.refresh()));
  }

  /** Throws why the box's own catalog could not be read the last time. */
  requireRead() {
    const problem = this.catalogs.find(({ isOwn }) => isOwn)?.problem;
    if (problem) throw problem;
  }

  /** A reader for a catalog that is not one of the box's yet. */
  readerOf(origin: Origin): CatalogReader {
    return new CatalogReader(origin, {
      kept: new KeptCatalog(`${paths(this.host).catalogs}/${origin.id === ownCatalog ? 'catalog' : origin.id}.signed`),
      seen: this.database.getRepository(CatalogRow),
      log: this.log,
      onChange: () => this.takeUp(),
    });
  }

  include(catalog: CatalogReader) {
    this.catalogs.push(catalog);
    this.takeUp();
    catalog.refreshLater();
  }

  async exclude(id: string) {
    const catalog = this.catalogs.find(({ origin }) => origin.id === id);
    this.catalogs = this.catalogs.filter((each) => each !== catalog);
    await catalog?.forget();
    this.takeUp();
  }

  /** Once for each change: a catalog of hundreds of apps is asked for far more often. */
  private offer() {
    this.offers = offersOf(this.catalogs);
    this.offered = [...this.offers.byApp.values()].flatMap(({ catalog, releases }) => {
      const app = entryOf(releases);
      return app ? [{ ...app, catalog: catalog.origin.id }] : [];
    });
  }

  private takeUp() {
    this.offer();
    this.changes.say({ kind: 'catalog' });
  }

  private getOffer(app: string): Offer {
    const offer = this.offers.byApp.get(app);
    if (!offer) throw new Problem('catalog-app-not-found', { values: { app } });
    return offer;
  }

  private findByKey(publicKey: string | null) {
    return this.catalogs.find((catalog) => (publicKey === null ? catalog.isOwn : catalog.origin.publicKey === publicKey));
  }
}

function releaseIn(releases: readonly Release[], version?: string): Release {
  const release = version ? releases.find(({ manifest }) => manifest.version === version) : newestOf(releases);
  if (!release) throw new Problem('release-not-found', { values: { version: version ?? '' } });
  return release;
}
