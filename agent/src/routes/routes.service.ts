import { X509Certificate } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Caddy } from '../gateways/caddy.ts';
import { Nftables } from '../gateways/nftables.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { latest } from '../latest.ts';
import { Log } from '../log/log.ts';
import { causes, Problem } from '../problem.ts';
import { LocalNames } from './local-names.ts';
import { readResolvers } from './read-resolvers.ts';
import { renderCaddy } from './render-caddy.ts';
import { renderFirewall } from './render-firewall.ts';
import { RoutedApps } from './routed-app.ts';

const retryMs = 1_000;
const tellAgainMs = 60_000;

/** Makes Caddy and the firewall what the apps are now. Neither is ever asked what it was. */
@Injectable()
export class Routes implements OnApplicationBootstrap, OnApplicationShutdown {
  /** The walls alone: for a network that has just been made, before anything runs in it. */
  readonly protect = latest(() => this.#loadFirewall());
  /** Walls and doors. Resolves once what was true when it was called is in force. */
  readonly publish = latest(() => this.#load());
  readonly #reachable = new Set<string>();
  /** What nft was told last. It is told again after a while, in case somebody flushed it. */
  #told = { ruleset: '', until: 0 };
  #retry: NodeJS.Timeout | undefined;
  #walls: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: Host,
    private readonly apps: RoutedApps,
    private readonly names: LocalNames,
    private readonly caddy: Caddy,
    private readonly nftables: Nftables,
    private readonly log: Log,
  ) {}

  /** A reboot forgot the firewall, and Caddy may know apps that are gone. */
  onApplicationBootstrap() {
    this.publishSoon();
    // Whoever restarts the machine's own firewall takes ours away with it.
    this.#walls = setInterval(() => this.#protectAgain(), tellAgainMs / 2).unref();
  }

  /** For what nobody has to wait for: tried until it is done. */
  publishSoon() {
    this.publish().catch((error: unknown) => {
      this.log.logger.warn({ causes: causes(error) }, 'routes not published yet');
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.publishSoon(), retryMs);
    });
  }

  /** With certificates of the authority as it lies on the disk now, for every host name. Throws when Caddy goes on showing others. */
  async renewCertificates() {
    await rm(`${this.host.dataDir}/caddy/data/caddy/certificates`, { recursive: true, force: true });
    const apps = await this.apps.list();
    await this.caddy.load(renderCaddy(this.host, apps), { anew: true });
    const { publicKey } = new X509Certificate(await readFile(`${paths(this.host).ca}/intermediate.crt`));
    const isNew = (certificate: X509Certificate) => certificate.verify(publicKey);
    for (const hostname of [this.host.hostname, ...apps.map((app) => app.host)])
      if (!(await this.caddy.hasCertificate(hostname, isNew)))
        throw new Problem('caddy-unavailable', { detail: `${hostname} shows an old certificate.` });
  }

  onApplicationShutdown() {
    clearTimeout(this.#retry);
    clearInterval(this.#walls);
  }

  #protectAgain() {
    this.protect().catch((error: unknown) => this.log.logger.warn({ causes: causes(error) }, 'firewall not renewed'));
  }

  /** At once: a network got its walls when it was made, before there was a door to it. */
  async #load() {
    this.names.announceSoon();
    await Promise.all([this.protect(), this.#loadCaddy()]);
  }

  async #loadCaddy() {
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
    const ruleset = renderFirewall({ boxId: this.host.boxId, networks, resolvers: readResolvers() });
    if (ruleset === this.#told.ruleset && performance.now() < this.#told.until) return;
    await this.nftables.apply(ruleset);
    this.#told = { ruleset, until: performance.now() + tellAgainMs };
  }
}
