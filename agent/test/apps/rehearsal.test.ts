import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Release } from '@percloud/contract/catalog';
import type { Manifest } from '@percloud/contract/manifest';
import type { Operation } from '@percloud/contract/operations';
import Docker from 'dockerode';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bridgeName } from '../../src/apps/render-containers.ts';
import { ConstantUse } from '../disturbances/constant-use.ts';
import { startTimes } from '../disturbances/containers-of.ts';
import { ProbeCatalog, removeImagesOf } from '../disturbances/probe-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { Neighbourhood } from '../isolation/neighbourhood.ts';
import { AppOwner } from './app-owner.ts';
import { mess, world } from './world.ts';

let published: ProbeCatalog;
let box: Installation;
let owner: AppOwner;
let docker: Docker;
let probe: AppDetail;
const outside = new Neighbourhood();

interface Change extends Pick<Manifest, 'smoke'> {
  environment?: Record<string, string>;
  memory?: string;
}

/** A probe that may go to the Internet, and is otherwise as it is told. */
const probeWith =
  (version: string, { environment = {}, memory, smoke }: Change) =>
  (release: Release): Release => {
    const { manifest } = release;
    const service = manifest.services.probe;
    if (!service) throw new Error('a probe has one service');
    const changed = {
      ...service,
      environment: { ...service.environment, PROBE_VERSION: version, ...environment },
      mem_limit: memory ?? service.mem_limit,
      healthcheck: { ...service.healthcheck, start_period: '6s' },
    };
    const permissions = { egress: 'internet', reason: { en: 'To try.', es: 'Para probar.', it: 'Per provare.' } } as const;
    return { ...release, manifest: { ...manifest, version, permissions, smoke, services: { ...manifest.services, probe: changed } } };
  };

const neverWell = { PROBE_HEALTHY: 'never', PROBE_SPOILS: 'yes' };
const moreThanThereIs = '100000g';
const smokeCheck = (script: string) => [{ service: 'probe', command: ['node', '-e', script], timeout: '10s' }];
const failing = smokeCheck('process.exit(3)');
const answering = smokeCheck("fetch('http://127.0.0.1:8080/all').then((answer) => process.exit(answer.ok ? 0 : 1))");
const releases: Record<string, Change> = {
  '1.0.0': {},
  '1.1.0': { smoke: answering },
  '1.2.0-unhealthy': { environment: neverWell },
  '1.3.0-crash': { environment: { ...neverWell, PROBE_CRASHES_AFTER_MS: '500' } },
  '1.4.0-migrate': { environment: { ...neverWell, PROBE_FORMAT: '2' } },
  '1.8.0-smoke': { environment: { PROBE_SPOILS: 'yes' }, smoke: failing },
  '1.9.0-large': { memory: moreThanThereIs, smoke: answering },
  '1.9.0-large-smoke': { environment: { PROBE_SPOILS: 'yes' }, memory: moreThanThereIs, smoke: failing },
};

beforeAll(async () => {
  await outside.start();
  published = await ProbeCatalog.serve();
  const made = Object.entries(releases).map(([version, change]) => published.makeRelease('1.0.0', probeWith(version, change)));
  await published.publish((await Promise.all(made)).map(({ release }) => release));
  box = await startInstallation({ catalog: published.catalog });
  docker = new Docker({ socketPath: box.host.dockerSocket });
  owner = await AppOwner.claim(box);
  await box.root.call('refreshCatalog');
});

afterAll(async () => {
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await published?.close();
  await outside.stop();
});

beforeEach(async () => {
  for (const app of await owner.apps()) await owner.ended(await box.root.call('removeApp', { params: owner.params(app.id) }));
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  expect(await owner.write(probe, 'precious')).toBe(true);
});

const begin = (version: string) => box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } });
const rehearsalsOf = ({ id }: Operation) => docker.listContainers({ filters: JSON.stringify({ label: [`org.percloud.app=${id}`] }) });

/** What the rehearsed app says, asked past everything that keeps others from it: as root, at its own address. */
async function onStage(operation: Operation) {
  for (let tries = 0; tries < 300; tries += 1) {
    const [container] = await rehearsalsOf(operation);
    const [network] = Object.values(container?.NetworkSettings.Networks ?? {});
    const ask = async (path: string) => (await fetch(`http://${network?.IPAddress}:8080${path}`)).json();
    if (network?.IPAddress && (await ask('/version').catch(() => undefined))) return { ask, network };
    await sleep(20);
  }
  throw new Error('nothing was rehearsed');
}

const connect = (host: string, port: number) => `/connect?${new URLSearchParams({ host, port: String(port) })}`;

/** All that may show that something was done to the app: containers and since when they run, the world, the app as it is told. */
const everything = async () => ({
  world: await world(box.host),
  running: await startTimes(box.host),
  generation: (await owner.app(probe.id)).generation,
  writes: await owner.read(probe),
});

/** Nothing happens to the app, and whoever uses it notices nothing, while something else goes on. */
async function untouched(during: () => Promise<Operation>): Promise<Operation> {
  const was = await everything();
  const use = new ConstantUse(() => owner.person.fetch(`${probe.url}/all`));
  const ended = await during();
  await sleep(300);
  expect(await use.stop()).toEqual([]);
  expect(use.answered).toBeGreaterThan(10);
  expect(await everything()).toEqual(was);
  return ended;
}

describe('a release that does not get well on a copy of the data', () => {
  test.each([
    ['1.2.0-unhealthy', /^The program runs but did not become ready in time\.$/],
    ['1.3.0-crash', /^The program (ended right after it was started|runs but did not become ready in time)\.$/],
    ['1.8.0-smoke', /^The program runs but did not pass its own check\.$/],
  ])('never touches the app (%s)', async (version, detail) => {
    const { status, problem, steps, outcome } = await untouched(async () => owner.ended(await begin(version)));
    expect([status, problem?.code, outcome]).toEqual(['failed', 'rehearsal-failed', undefined]);
    expect(problem?.detail).toMatch(detail);
    expect(steps.filter((step) => step.status !== 'pending').map(({ name }) => name)).toEqual(['pull images', 'rehearse']);
    expect(await owner.app(probe.id)).toMatchObject({ status: 'running', version: '1.0.0', lastProblem: { version } });
  });

  test('leaves nothing behind when it is cancelled', async () => {
    const { status } = await untouched(async () => {
      const operation = await begin('1.2.0-unhealthy');
      await onStage(operation);
      await box.root.call('cancelOperation', { params: { operation: operation.id } });
      return owner.ended(operation);
    });
    expect(status).toBe('cancelled');
  });

  test('leaves nothing behind when the agent is killed', async () => {
    const { status, problem } = await untouched(async () => {
      const operation = await begin('1.2.0-unhealthy');
      await onStage(operation);
      await box.restartAgent();
      return owner.ended(operation);
    });
    expect([status, problem?.code]).toEqual(['failed', 'rehearsal-failed']);
  });
});

describe('what is rehearsed', () => {
  test('sees the data as they are, and keeps to itself what it does with them', async () => {
    await untouched(async () => {
      const operation = await begin('1.4.0-migrate');
      const { ask } = await onStage(operation);
      expect(await ask('/all')).toEqual({ writes: ['precious', 'spoilt by a release that failed'] });
      expect(await owner.read(probe)).toEqual(['precious']);
      const { env } = await ask('/env');
      expect([env.APP_URL, env.PROBE_FORMAT]).toEqual([probe.url, '2']);
      expect((await ask('/secret-length')).secrets.token.length).toBe(40);
      return owner.ended(operation);
    });
  });

  test('reaches nobody, though it may go to the Internet', async () => {
    const port = 18_232;
    const live = await owner.person.fetch(`${probe.url}${connect(outside.internet.server, port)}`);
    expect(JSON.parse(live.text)).toEqual({ result: 'reachable' });
    const operation = await begin('1.2.0-unhealthy');
    const { ask, network } = await onStage(operation);
    const gateway = network.Gateway || network.IPAddress.replace(/\d+$/, (last) => `${Math.floor(Number(last) / 64) * 64 + 1}`);
    const [running] = await docker.listContainers({ filters: JSON.stringify({ label: [`org.percloud.app=${probe.id}`] }) });
    const [own] = Object.values(running?.NetworkSettings.Networks ?? {});
    const doors = [
      [outside.internet.server, port],
      [outside.lan.neighbour, port],
      [own?.IPAddress ?? '', 8080],
      ...[gateway, outside.lan.box].flatMap((host) => [box.host.httpsPort, box.host.httpPort].map((door) => [host, door] as const)),
    ] as const;
    const met = await Promise.all(doors.map(async ([host, door]) => `${host}:${door} ${(await ask(connect(host, door))).result}`));
    expect(met.filter((line) => line.endsWith(' reachable'))).toEqual([]);
    const { firewall, networks } = await world(box.host);
    const bridge = bridgeName(box.host.boxId, operation.id);
    expect(firewall.match(/set bridges \{[^}]*\}[^}]*\}/)?.[0]).toContain(`"${bridge}"`);
    expect(firewall.match(/set online \{[^}]*\}[^}]*\}/)?.[0]).not.toContain(`"${bridge}"`);
    expect(networks.find((name) => name.includes(operation.id))).toMatch(/ internal$/);
    await owner.ended(operation);
  });

  test('is taken for nobody’s app', async () => {
    const operation = await begin('1.2.0-unhealthy');
    await onStage(operation);
    expect((await owner.apps()).map(({ id }) => id)).toEqual([probe.id]);
    expect((await owner.app(probe.id)).services.map(({ name, state }) => `${name} ${state}`)).toEqual(['probe running']);
    const [container] = await rehearsalsOf(operation);
    const { HostConfig } = await docker.getContainer(container?.Id ?? '').inspect();
    expect(HostConfig).toMatchObject({ OomScoreAdj: 1000, ReadonlyRootfs: true, CapDrop: ['ALL'], Dns: ['127.0.0.1'] });
    expect(HostConfig.PortBindings ?? {}).toEqual({});
    await owner.ended(operation);
  });
});

test('a release that gets well takes the app’s place afterwards', async () => {
  const since = Math.floor(Date.now() / 1000);
  const operation = await begin('1.1.0');
  const { status, outcome } = await owner.ended(operation);
  expect([status, outcome]).toEqual(['succeeded', undefined]);
  const filters = JSON.stringify({ type: ['container'], label: [`org.percloud.app=${operation.id}`], event: ['start', 'destroy'] });
  const events = await docker.getEvents({ since, until: Math.ceil(Date.now() / 1000), filters });
  const told = String(Buffer.concat(await Array.fromAsync(events, (part) => Buffer.from(part))));
  expect([...told.matchAll(/"status":"(\w+)"/g)].map(([, what]) => what)).toEqual(['start', 'destroy']);
  expect(await owner.app(probe.id)).toMatchObject({ status: 'running', version: '1.1.0' });
  expect(await owner.read(probe)).toEqual(['precious']);
  expect(mess(await world(box.host), box.host)).toEqual([]);
});

describe('where memory is short', () => {
  test('an upgrade goes on as it is, and says why', async () => {
    const operation = await owner.ended(await begin('1.9.0-large'));
    expect([operation.status, Object.keys(operation.outcome ?? {})]).toEqual(['succeeded', ['memoryMissingBytes']]);
    expect(operation.outcome?.memoryMissingBytes).toBeGreaterThan(1e12);
    expect((await owner.app(probe.id)).version).toBe('1.9.0-large');
    expect(await owner.read(probe)).toEqual(['precious']);
  });

  test('a smoke check that fails brings back what was', async () => {
    const { status, problem, outcome } = await owner.ended(await begin('1.9.0-large-smoke'));
    expect([status, problem?.code, Object.keys(outcome ?? {})]).toEqual(['failed', 'app-smoke-failed', ['memoryMissingBytes']]);
    expect(await owner.app(probe.id)).toMatchObject({ status: 'running', version: '1.0.0' });
    expect(await owner.read(probe)).toEqual(['precious']);
    expect(mess(await world(box.host), box.host)).toEqual([]);
  });
});
