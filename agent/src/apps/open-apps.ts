import { Injectable } from '@nestjs/common';
import { publicPaths } from '@percloud/contract/manifest';
import type { ContainerInfo } from 'dockerode';
import { AppDirectory, type AppFacts } from '../access/app-directory.ts';
import { DockerEngine } from '../gateways/docker.ts';
import { Host } from '../host/host.module.ts';
import { Log } from '../log/log.ts';
import { causes } from '../problem.ts';
import { type AppNetwork, type RoutedApp, RoutedApps } from '../routes/routed-app.ts';
import { AppNames } from './app-names.ts';
import { AppRecords, type InstalledApp, isInstalled } from './app-records.ts';
import { AppView } from './app-view.ts';
import { FrozenReleases } from './frozen-releases.ts';
import { generationDir } from './layout.ts';
import { networkName } from './render-containers.ts';

/**
 * Where apps are reached, from the database and Docker: an app is open when every service of the generation it points at runs. So a
 * release that is being tried is never open, and the commit that moves the pointer is what opens it. One that is being installed has
 * its name already, so that its certificate is there when it opens.
 */
@Injectable()
export class OpenApps extends RoutedApps {
  /** Once is enough in a log that is written every few seconds. */
  private readonly told = new Set<string>();

  constructor(
    private readonly records: AppRecords,
    private readonly names: AppNames,
    private readonly releases: FrozenReleases,
    private readonly docker: DockerEngine,
    private readonly host: Host,
    private readonly log: Log,
  ) {
    super();
  }

  async list(): Promise<RoutedApp[]> {
    const [apps, containers] = await Promise.all([this.records.listAll(), this.docker.list()]);
    return Promise.all(
      apps
        .filter(({ inBinSince }) => !inBinSince)
        .map(async (app) => ({
          id: app.id,
          host: this.names.hostOf(await this.names.percloudSlug(app.percloud), app.slug),
          ...(isInstalled(app) ? await this.doorOf(app, containers).catch((error: unknown) => this.closed(app, error)) : closed),
        })),
    );
  }

  /** One that can't be read keeps nobody out of the others. */
  private closed({ id }: InstalledApp, error: unknown) {
    if (!this.told.has(id)) this.log.logger.error({ app: id, causes: causes(error) }, 'an app can’t be read, and is closed');
    this.told.add(id);
    return closed;
  }

  private async doorOf(app: InstalledApp, containers: readonly ContainerInfo[]): Promise<Pick<RoutedApp, 'address' | 'open'>> {
    const { manifest } = await this.releases.get(generationDir(this.host, app, app.generation));
    const running = containers.filter((container) => runsFor(container, app));
    const web = running.find(({ Labels }) => Labels['org.percloud.service'] === manifest.web.service);
    const ip = web?.NetworkSettings.Networks[networkName(this.host.boxId, app.id)]?.IPAddress;
    return {
      address: ip ? `${ip}:${manifest.web.port}` : null,
      open: ip !== undefined && running.length === Object.keys(manifest.services).length,
    };
  }

  async networks(): Promise<AppNetwork[]> {
    const networks = (await this.docker.listNetworks()).flatMap(({ IPAM, Labels, Options }) => {
      const subnet = IPAM?.Config?.[0]?.Subnet;
      const bridge = Options?.['com.docker.network.bridge.name'];
      const egress = Labels?.['org.percloud.egress'] === 'internet' ? 'internet' : 'none';
      return subnet && bridge ? [{ bridge, subnet, egress } as const] : [];
    });
    // Docker lists them in no order of its own.
    return networks.sort((one, other) => one.bridge.localeCompare(other.bridge));
  }
}

const closed = { address: null, open: false };

const runsFor = ({ Labels, State }: ContainerInfo, app: InstalledApp) =>
  Labels['org.percloud.app'] === app.id && Labels['org.percloud.generation'] === String(app.generation) && State === 'running';

/** What the gate and the app passwords go by. */
@Injectable()
export class InstalledApps extends AppDirectory {
  private readonly told = new Set<string>();

  constructor(
    private readonly records: AppRecords,
    private readonly names: AppNames,
    private readonly view: AppView,
    private readonly log: Log,
  ) {
    super();
  }

  async get(percloud: string, id: string) {
    return this.factsOf(await this.records.getInstalled(percloud, id));
  }

  async list() {
    const apps = (await this.records.listInstalled()).filter(({ inBinSince }) => !inBinSince);
    const facts = (await Promise.all(apps.map((app) => this.factsOf(app).catch((error: unknown) => this.leaveOut(app, error))))).flatMap(
      (one) => one ?? [],
    );
    return { apps: facts, unreadable: apps.length - facts.length };
  }

  /** One that can't be read keeps nobody from signing in. */
  private leaveOut({ id }: InstalledApp, error: unknown) {
    if (!this.told.has(id)) this.log.logger.error({ app: id, causes: causes(error) }, 'an app can’t be read, and nobody is let in');
    this.told.add(id);
  }

  private async factsOf(app: InstalledApp): Promise<AppFacts> {
    const [{ manifest }, { status, url, title }, settings] = await Promise.all([
      this.view.releaseOf(app),
      this.view.of(app),
      this.records.settingsOf(app.id, app.generation),
    ]);
    const reason = status === 'running' || status === 'unhealthy' ? null : status === 'in-bin' ? 'stopped' : status;
    const devices = manifest.web.devices;
    return {
      id: app.id,
      percloud: app.percloud,
      host: this.names.hostOf(await this.names.percloudSlug(app.percloud), app.slug),
      url,
      title,
      // Caddy alone decides whether there is a way in: while an upgrade downloads, the old one serves.
      state: reason === 'stopped' || reason === 'broken' ? 'closed' : 'open',
      reason,
      public: publicPaths(manifest, settings),
      private: manifest.web.private,
      devices: devices?.paths ?? [],
      clients: devices?.clients ?? [],
    };
  }
}
