import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { findLanCard } from '@percloud/hardware/lan-card';
import { Avahi } from '../gateways/avahi.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { RoutedApps } from './routed-app.ts';

const lookMs = 10_000;

/**
 * On a box every app's name is announced to the home's network. Avahi tells only the box's own by itself, and not always the right one.
 * The addresses of a box come and go with its cables, so they are looked at again and again.
 */
@Injectable()
export class LocalNames implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly apps: RoutedApps,
    private readonly avahi: Avahi,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap() {
    if (this.host.kind !== 'box') return;
    this.#timer = setInterval(() => this.announceSoon(), lookMs).unref();
    this.announceSoon();
  }

  onApplicationShutdown() {
    clearInterval(this.#timer);
    this.avahi.announce([], '');
  }

  announceSoon() {
    if (this.host.kind !== 'box') return;
    this.#announce().catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'names not announced'));
  }

  async #announce() {
    const address = findLanCard()?.address;
    const apps = address ? await this.apps.list() : [];
    const local = apps.map(({ host }) => host).filter((name) => name.endsWith(`.${this.host.appDomain}`));
    this.avahi.announce(local, address ?? '');
    await this.avahi.keepName(this.host.hostname.replace(/\.local$/, ''));
  }
}
