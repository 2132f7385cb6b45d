import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Caddy } from '../gateways/caddy.ts';
import { Nftables } from '../gateways/nftables.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { latest } from './latest.ts';
import { readResolvers } from './read-resolvers.ts';
import { renderCaddy } from './render-caddy.ts';
import { renderFirewall } from './render-firewall.ts';
import { RoutedApps } from './routed-app.ts';

const retryMs = 1_000;

/** Makes Caddy and the firewall what the apps are now. Neither is ever asked what it was. */
@Injectable()
export class Routes implements OnApplicationBootstrap, OnApplicationShutdown {
  /** The walls alone: for a network that has just been made, before anything runs in it. */
  readonly protect = latest(() => this.#loadFirewall());
  /** Walls and doors. Resolves once what was true when it was called is in force. */
  readonly publish = latest(() => this.#load());
  readonly #reachable = new Set<string>();
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly apps: RoutedApps,
    private readonly caddy: Caddy,
    private readonly nftables: Nftables,
    private readonly log: Log,
  ) {}

  /** A reboot forgot the firewall, and Caddy may know apps that are gone. */
  onApplicationBootstrap() {
    this.publish().catch((error: unknown) => {
      this.log.logger.warn({ causes: causes(error) }, 'routes not published yet');
      this.#retry = setTimeout(() => this.onApplicationBootstrap(), retryMs);
    });
  }

  onApplicationShutdown() {
    clearTimeout(this.#retry);
  }

  async #load() {
    await this.protect();
    const apps = await this.apps.list();
    await this.caddy.load(renderCaddy(this.host, apps));
    await Promise.all([this.host.hostname, ...apps.map((app) => app.host)].map((hostname) => this.#untilReachable(hostname)));
  }

  async #untilReachable(hostname: string) {
    if (this.#reachable.has(hostname)) return;
    if (await this.caddy.hasCertificate(hostname)) this.#reachable.add(hostname);
    else this.log.logger.warn({ hostname }, 'Caddy has no certificate yet');
  }

  async #loadFirewall() {
    const networks = await this.apps.networks();
    await this.nftables.apply(renderFirewall({ boxId: this.host.boxId, networks, resolvers: readResolvers() }));
  }
}
