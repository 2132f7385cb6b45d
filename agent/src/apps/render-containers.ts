import { durationMs, type Manifest, type Service, sizeBytes } from '@percloud/contract/manifest';
import type { SettingValues } from '@percloud/contract/settings-form';
import type { ContainerCreateOptions, NetworkCreateOptions } from 'dockerode';
import { secretFile, volumeDir } from './layout.ts';

/** A generation that is to run: everything its containers follow from. */
export interface RunnableGeneration {
  boxId: string;
  operation: string;
  app: string;
  number: number;
  /** The generation's directory. */
  directory: string;
  manifest: Manifest;
  /** Docker's image ids by the manifest's image names. */
  imageIds: Record<string, string>;
  settings: SettingValues;
  /** What `${app.…}` and `${owner.…}` mean in environment values. */
  names: { host: string; url: string; owner: string };
  /** Nobody depends on it: it only shows whether it would run. */
  rehearsal?: boolean;
}

export const networkName = (boxId: string, app: string) => `percloud-${boxId}-${app}`;
export const containerName = (boxId: string, app: string, generation: number, service: string) =>
  `percloud-${boxId}-${app}-${generation}-${service}`;
/** Linux allows 15 characters for an interface. */
export const bridgeName = (boxId: string, app: string) => `pc${boxId.slice(0, 4)}${app.slice(0, 9)}`;

export const labelsOf = (generation: Pick<RunnableGeneration, 'boxId' | 'app' | 'operation'>) => ({
  'org.percloud.box': generation.boxId,
  'org.percloud.app': generation.app,
  'org.percloud.operation': generation.operation,
});

/** An app's own network. Without declared egress Docker gives it no way out at all; the firewall sees to the rest. */
export const renderNetwork = (
  app: { boxId: string; app: string; operation: string; manifest: Manifest },
  subnet: string,
): NetworkCreateOptions => ({
  Name: networkName(app.boxId, app.app),
  Driver: 'bridge',
  Internal: app.manifest.permissions.egress === 'none',
  EnableIPv6: false,
  IPAM: { Driver: 'default', Config: [{ Subnet: subnet }] },
  Options: { 'com.docker.network.bridge.name': bridgeName(app.boxId, app.app) },
  Labels: { ...labelsOf(app), 'org.percloud.egress': app.manifest.permissions.egress },
});

/** How many services of a generation get addresses of their own; three generations fit in a network. */
const addressesPerGeneration = 20;

/**
 * Where a service listens: never at an address that a service of the generation before had. A request on its way to the old release
 * (Caddy goes on dialling for seconds) would otherwise be answered by the new one before its commit, and be lost when that goes back.
 */
export function addressOf(manifest: Manifest, generation: number, service: string, subnet: string): string {
  const [base = '', last = '0'] = /^(\d+\.\d+\.\d+)\.(\d+)\//.exec(subnet)?.slice(1) ?? [];
  const place = (generation % 3) * addressesPerGeneration + Object.keys(manifest.services).indexOf(service);
  // The first two are the network's own and the bridge's.
  return `${base}.${Number(last) + 2 + place}`;
}

/** A container without privileges: pinned user, read-only root, no capabilities but the declared ones, limits for memory and processes. */
export function renderContainer(generation: RunnableGeneration, name: string, subnet: string): ContainerCreateOptions {
  const service = getService(generation.manifest, name);
  const image = generation.imageIds[service.image];
  if (!image) throw new Error(`the release has no image ${service.image}`);
  const network = networkName(generation.boxId, generation.app);
  const memoryBytes = sizeBytes(service.mem_limit);
  const address = addressOf(generation.manifest, generation.number, name, subnet);
  return {
    Image: image,
    User: service.user,
    Hostname: name,
    Entrypoint: service.entrypoint,
    Cmd: service.command,
    Env: Object.entries(service.environment).map(([key, value]) => `${key}=${fillIn(value, generation)}`),
    Labels: { ...labelsOf(generation), 'org.percloud.generation': String(generation.number), 'org.percloud.service': name },
    StopTimeout: Math.ceil(durationMs(service.stop_grace_period) / 1000),
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases: [name], IPAMConfig: { IPv4Address: address } } } },
    HostConfig: {
      NetworkMode: network,
      // The agent starts apps; Docker must not start a release that is just being undone.
      RestartPolicy: { Name: 'no' },
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: service.cap_add,
      SecurityOpt: ['no-new-privileges'],
      Privileged: false,
      IpcMode: 'private',
      // Docker knows the app's own services. For all other names it would ask the box's name server, on the box's own behalf where that is
      // on loopback: a way out for whom none was declared. The container's loopback has no name server.
      Dns: generation.manifest.permissions.egress === 'none' ? ['127.0.0.1'] : undefined,
      Memory: memoryBytes,
      MemorySwap: memoryBytes,
      PidsLimit: service.pids_limit,
      NanoCpus: service.cpus === undefined ? undefined : Math.round(service.cpus * 1e9),
      // Where memory runs out, a rehearsal is ended before what somebody uses.
      OomScoreAdj: generation.rehearsal ? 1000 : 500,
      Tmpfs: Object.fromEntries(service.tmpfs.map((path) => [path, 'rw,nosuid,nodev,noexec,size=64m,mode=1777'])),
      Mounts: [...volumeMounts(generation, service), ...secretMounts(generation, name, service)],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '5m', 'max-file': '2' } },
    },
  };
}

const volumeMounts = (generation: RunnableGeneration, service: Service) =>
  service.volumes.map((mount) => {
    const [volume = '', target = '', mode] = mount.split(':');
    return { Type: 'bind' as const, Source: volumeDir(generation.directory, volume), Target: target, ReadOnly: mode === 'ro' };
  });

const secretMounts = (generation: RunnableGeneration, name: string, service: Service) =>
  service.secrets.map((secret) => ({
    Type: 'bind' as const,
    Source: secretFile(generation.directory, name, secret),
    Target: `/run/secrets/${secret}`,
    ReadOnly: true,
  }));

function fillIn(text: string, { settings, names }: RunnableGeneration) {
  const known: Record<string, string> = { 'app.host': names.host, 'app.url': names.url, 'owner.name': names.owner };
  return text.replace(/\$\{([a-z_.0-9]+)\}/g, (_whole, key: string) => {
    if (key.startsWith('settings.')) return String(settings[key.slice('settings.'.length)] ?? '');
    return known[key] ?? '';
  });
}

/** Services in an order in which each comes after those it depends on. The manifest has no circles. */
export function startOrder(manifest: Manifest): string[] {
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    for (const needed of Object.keys(getService(manifest, name).depends_on)) visit(needed);
    order.push(name);
  };
  for (const name of Object.keys(manifest.services)) visit(name);
  return order;
}

export function getService(manifest: Manifest, name: string): Service {
  const service = manifest.services[name];
  if (!service) throw new Error(`the release has no service ${name}`);
  return service;
}
