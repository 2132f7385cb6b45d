import { networkInterfaces } from 'node:os';
import { Injectable } from '@nestjs/common';
import { durationMs, type Manifest } from '@percloud/contract/manifest';
import type { ProblemCode } from '@percloud/contract/problems';
import { DockerEngine, status } from '../gateways/docker.ts';
import { Host } from '../host/host.module.ts';
import { inTurn } from '../in-turn.ts';
import { Problem } from '../problem.ts';
import { untilHealthy } from './health.ts';
import {
  containerName,
  getService,
  networkName,
  type RunnableGeneration,
  renderContainer,
  renderNetwork,
  startOrder,
} from './render-containers.ts';
import { freeSubnet } from './subnets.ts';

/** The containers and the network of one app. */
@Injectable()
export class Containers {
  /** Two apps must not choose the same free subnet. */
  private readonly oneByOne = inTurn();

  constructor(
    private readonly docker: DockerEngine,
    private readonly host: Host,
  ) {}

  async ensureNetwork(app: { id: string; operation: string; manifest: Manifest }) {
    const { boxId } = this.host;
    const wanted = { boxId, app: app.id, operation: app.operation, manifest: app.manifest };
    const networks = await this.docker.listAllNetworks();
    const existing = networks.find((network) => network.Name === networkName(boxId, app.id));
    if (existing) {
      if (existing.Labels?.['org.percloud.egress'] === app.manifest.permissions.egress) return;
      // The release may go further out, or less far, than the one the network was made for.
      await this.docker.removeNetwork(existing.Name);
    }
    await this.oneByOne(() => this.makeNetwork(wanted));
  }

  async removeNetwork(app: string) {
    await this.docker.removeNetwork(networkName(this.host.boxId, app));
  }

  /** Whether the app has the network that this manifest asks for. */
  async hasNetwork(app: string, { permissions }: Manifest): Promise<boolean> {
    const network = await this.findNetwork(app);
    return network?.Labels?.['org.percloud.egress'] === permissions.egress;
  }

  /** Creates the services' containers without starting them. */
  async create(generation: RunnableGeneration) {
    const subnet = await this.subnetOf(generation.app);
    for (const service of startOrder(generation.manifest))
      await this.docker.ensureCreated(this.nameOf(generation, service), renderContainer(generation, service, subnet));
  }

  /** Starts the services' containers, each after those it depends on are well. */
  async start(generation: RunnableGeneration, signal: AbortSignal) {
    const needed = new Set(Object.values(generation.manifest.services).flatMap((service) => Object.keys(service.depends_on)));
    for (const service of startOrder(generation.manifest)) {
      signal.throwIfAborted();
      await this.docker.ensureStarted(this.nameOf(generation, service));
      if (needed.has(service)) await this.untilHealthy(generation, service, signal);
    }
  }

  async untilAllHealthy(generation: RunnableGeneration, signal: AbortSignal) {
    for (const service of startOrder(generation.manifest)) await this.untilHealthy(generation, service, signal);
  }

  /** First-run set-up. Its commands ensure, so they may run twice. */
  async setUp(generation: RunnableGeneration, signal: AbortSignal) {
    await this.runAll(generation, generation.manifest.setup, 'app-setup-failed', signal);
  }

  /** Does it do what it is for? Asked of containers that are well. */
  async passSmokeChecks(generation: RunnableGeneration, signal: AbortSignal) {
    await this.runAll(generation, generation.manifest.smoke ?? [], 'app-smoke-failed', signal);
  }

  /** Can all of its data be read? Asked of a copy: it may take its time. */
  async checkData(generation: RunnableGeneration, signal: AbortSignal) {
    await this.runAll(generation, generation.manifest.check_data ?? [], 'app-data-unreadable', signal);
  }

  /** What an app does before its files are copied. It goes on meanwhile. */
  async prepareBackup(generation: RunnableGeneration, signal: AbortSignal) {
    await this.runAll(generation, generation.manifest.before_backup ?? [], 'app-not-prepared', signal);
  }

  /** Stops a generation's containers, those that depend on others first. They stay, to be started again. */
  async stop(app: string, generation: number, manifest: Manifest) {
    for (const service of startOrder(manifest).reverse()) {
      const graceMs = durationMs(getService(manifest, service).stop_grace_period);
      await this.docker.ensureStopped(containerName(this.host.boxId, app, generation, service), graceMs);
    }
  }

  /** Removes a generation's containers, whatever state they are in; without one all of the app, those an undo could not remove included. */
  async remove(app: string, generation?: number) {
    const containers = await this.docker.list(`org.percloud.app=${app}`);
    for (const container of containers) {
      const ours = container.Labels['org.percloud.box'] === this.host.boxId;
      const wanted = generation === undefined || container.Labels['org.percloud.generation'] === String(generation);
      if (ours && wanted) await this.docker.ensureRemoved(container.Id);
    }
  }

  /** Another installation on this machine may take the same free subnet at the same moment: then the next one. */
  private async makeNetwork(wanted: Parameters<typeof renderNetwork>[0]) {
    for (let tries = 1; ; tries += 1) {
      const taken = (await this.docker.listAllNetworks()).flatMap(subnetsOf);
      try {
        return await this.docker.ensureNetwork(renderNetwork(wanted, freeSubnet([...taken, ...ownAddresses()])));
      } catch (error) {
        if (status(error) !== 403 || tries === 10) throw error;
      }
    }
  }

  private async subnetOf(app: string): Promise<string> {
    const network = await this.findNetwork(app);
    const [subnet] = network ? subnetsOf(network) : [];
    if (!subnet) throw new Error(`app ${app} has no network`);
    return subnet;
  }

  private async findNetwork(app: string) {
    return (await this.docker.listNetworks()).find(({ Name }) => Name === networkName(this.host.boxId, app));
  }

  private async runAll(generation: RunnableGeneration, commands: Manifest['setup'], failure: ProblemCode, signal: AbortSignal) {
    for (const { service, command, timeout } of commands) {
      const { exitCode, output } = await this.docker.run(this.nameOf(generation, service), command, durationMs(timeout), signal);
      signal.throwIfAborted();
      if (exitCode !== 0) throw new Problem(failure, { cause: new Error(`${command[0]} ended with ${exitCode}: ${output.slice(-2000)}`) });
    }
  }

  private nameOf(generation: RunnableGeneration, service: string) {
    return containerName(generation.boxId, generation.app, generation.number, service);
  }

  private async untilHealthy(generation: RunnableGeneration, service: string, signal: AbortSignal) {
    const network = networkName(generation.boxId, generation.app);
    await untilHealthy(this.docker, this.nameOf(generation, service), network, getService(generation.manifest, service), signal);
  }
}

const subnetsOf = (network: { IPAM?: { Config?: Array<{ Subnet?: string }> } }) =>
  (network.IPAM?.Config ?? []).flatMap((config) => (config.Subnet ? [config.Subnet] : []));

/** The machine's own networks: an app's must not hide a neighbour of the box. */
const ownAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).flatMap(({ cidr }) => (cidr ? [cidr] : [])));
