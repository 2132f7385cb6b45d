import { Readable } from 'node:stream';
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
  startPeriod?: string;
}

/** A probe that may go to the Internet, and is otherwise as it is told. */
const probeWith =
  (version: string, { environment = {}, memory, smoke, startPeriod = '30s' }: Change) =>
  (release: Release): Release => {
    const { manifest } = release;
    const service = manifest.services.probe;
    if (!service) throw new Error('a probe has one service');
    const changed = {
      ...service,
      environment: { ...service.environment, PROBE_VERSION: version, ...environment },
      mem_limit: memory ?? service.mem_limit,
      healthcheck: { ...service.healthcheck, start_period: startPeriod },
    };
    const permissions = { egress: 'internet', reason: { en: 'To try.', es: 'Para probar.', it: 'Per provare.' } } as const;
    return { ...release, manifest: { ...manifest, version, permissions, smoke, services: { ...manifest.services, probe: changed } } };
  };

const neverWell = { PROBE_HEALTHY: 'never', PROBE_SPOILS: 'yes' };
/** Long enough for all that is asked of it there, on a busy machine as well: who is done ends it. */
const onStageFor = '60s';
const moreThanThereIs = '100000g';
const smokeCheck = (script: string) => [{ service: 'probe', command: ['node', '-e', script], timeout: '10s' }];
const failing = smokeCheck('process.exit(3)');
const answering = smokeCheck("fetch('http://127.0.0.1:8080/all').then((answer) => process.exit(answer.ok ? 0 : 1))");
const releases: Record<string, Change> = {
  '1.0.0': {},
  '1.1.0': { smoke: answering },
  '1.2.0-unhealthy': { environment: neverWell, startPeriod: '6s' },
  '1.2.1-patient': { environment: neverWell, startPeriod: onStageFor },
  '1.3.0-crash': { environment: { ...neverWell, PROBE_CRASHES_AFTER_MS: '500' }, startPeriod: '6s' },
  '1.4.0-migrate': { environment: { ...neverWell, PROBE_FORMAT: '2' }, startPeriod: onStageFor },
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
  try {
    await box?.stop();
    if (box) await removeImagesOf(box.host);
    await published?.close();
  } finally {
    await outside.stop();
  }
});

beforeEach(async () => {
  for (const app of await owner.apps()) await owner.ended(await box.root.call('removeApp', { params: owner.params(app.id) }));
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
  expect(await owner.write(probe, 'precious')).toBe(true);
});

const begin = (version: string) => box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } });
const rehearsalsOf = ({ id }: Operation) => docker.listContainers({ filters: JSON.stringify({ label: [`org.percloud.app=${id}`] }) });

/**
 * What the rehearsed app says, asked past everything that keeps others from it: as root, at its own address. `after`: in another container
 * than this one.
 */
async function onStage(operation: Operation, after?: string) {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
    const [container] = await rehearsalsOf(operation);
    const [network] = Object.values(container?.NetworkSettings.Networks ?? {});
    const ask = async (path: string) => (await fetch(`http://${network?.IPAddress}:8080${path}`)).json();
    if (!container || container.Id === after || !network?.IPAddress) continue;
    if (await ask('/version').catch(() => undefined)) return { ask, network, container: container.Id };
  }
  throw new Error('nothing was rehearsed');
}

async function cancel(operation: Operation) {
  await box.root.call('cancelOperation', { params: { operation: operation.id } });
  return owner.ended(operation);
}

/** What Docker tells from now on of this box's containers, by the app they belong to. */
async function listenToDocker() {
  const label = [`org.percloud.box=${box.host.boxId}`];
  const stream = await docker.getEvents({ filters: JSON.stringify({ type: ['container'], label, event: ['start', 'destroy'] }) });
  if (!(stream instanceof Readable)) throw new Error('Docker gave no readable stream');
  let told = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const linesOf = ({ id }: { id: string }) => told.split('\n').filter((line) => line.includes(`"org.percloud.app":"${id}"`));
  return {
    toldOf: (app: { id: string }) => linesOf(app).map((line) => /"status":"(\w+)"/.exec(line)?.[1]),
    close: () => stream.destroy(),
  };
}

const connect = (host: string, port: number) => `/connect?${new URLSearchParams({ host, port: String(port) })}`;

/** All that may show that something was done to the app: containers and since when they run, the world, the app as it is told. */
const everything = async () => ({
  world: await world(box.host),
  running: await startTimes(box.host),
  generation: (await owner.app(probe.id)).generation,
  writes: await owner.read(probe),
});

/**
 * Nothing happens to the app, and whoever uses it notices nothing, while something else goes on. `isUsed` returns when they were answered
 * some ten times more.
 */
async function untouched(during: (isUsed: () => Promise<void>) => Promise<Operation>): Promise<Operation> {
  const was = await everything();
  const use = new ConstantUse(() => owner.person.fetch(`${probe.url}/all`));
  const isUsed = async () => {
    const before = use.answered;
    await expect.poll(() => use.answered, { timeout: 30_000 }).toBeGreaterThan(before + 10);
  };
  const ended = await during(isUsed);
  await isUsed();
  expect(await use.stop()).toEqual([]);
  expect(await everything()).toEqual(was);
  return ended;
}

describe('a release that does not get well on a copy of the data', () => {
  test.each([
    ['1.2.0-unhealthy', /^The program runs but did not become ready in time\.$/],
    ['1.3.0-crash', /^The program (ended right after it was started|runs but did not become ready in time)\.$/],
    ['1.8.0-smoke', /^The program runs but did not pass its own check\.$/],
  ])('never touches the app (%s)', async (version, detail) => {
    const { status, problem, steps, outcome } = await untouched(async (isUsed) => {
      const operation = await begin(version);
      await isUsed();
      return owner.ended(operation);
    });
    expect([status, problem?.code, outcome]).toEqual(['failed', 'rehearsal-failed', undefined]);
    expect(problem?.detail).toMatch(detail);
    expect(steps.filter((step) => step.status !== 'pending').map(({ name }) => name)).toEqual(['pull images', 'rehearse']);
    expect(await owner.app(probe.id)).toMatchObject({ status: 'running', version: '1.0.0', lastProblem: { version } });
  });

  test('leaves nothing behind when it is cancelled', async () => {
    const { status } = await untouched(async (isUsed) => {
      const operation = await begin('1.2.1-patient');
      await onStage(operation);
      await isUsed();
      return cancel(operation);
    });
    expect(status).toBe('cancelled');
  });

  test('leaves nothing behind when the agent is killed', async () => {
    const { status, problem } = await untouched(async (isUsed) => {
      const operation = await begin('1.2.1-patient');
      const { container } = await onStage(operation);
      await isUsed();
      await box.restartAgent();
      const again = await onStage(operation, container);
      await isUsed();
      // It fails now, not when its time is up.
      await docker.getContainer(again.container).stop({ t: 0 });
      return owner.ended(operation);
    });
    expect([status, problem?.code]).toEqual(['failed', 'rehearsal-failed']);
  });
});

describe('what is rehearsed', () => {
  test('sees the data as they are, and keeps to itself what it does with them', async () => {
    const { status } = await untouched(async (isUsed) => {
      const operation = await begin('1.4.0-migrate');
      const { ask } = await onStage(operation);
      expect(await ask('/all')).toEqual({ writes: ['precious', 'spoilt by a release that failed'] });
      expect(await owner.read(probe)).toEqual(['precious']);
      const { env } = await ask('/env');
      expect([env.APP_URL, env.PROBE_FORMAT]).toEqual([probe.url, '2']);
      expect((await ask('/secret-length')).secrets.token.length).toBe(40);
      await isUsed();
      return cancel(operation);
    });
    expect(status).toBe('cancelled');
  });

  test('reaches nobody, though it may go to the Internet', async () => {
    const { port } = outside;
    const live = async () => JSON.parse((await owner.person.fetch(`${probe.url}${connect(outside.internet.server, port)}`)).text);
    await expect.poll(live, { timeout: 20_000 }).toEqual({ result: 'reachable' });
    const operation = await begin('1.2.1-patient');
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
    // All of it was asked of one that was there.
    expect((await cancel(operation)).status).toBe('cancelled');
  });

  test('is taken for nobody’s app', async () => {
    const operation = await begin('1.2.1-patient');
    await onStage(operation);
    expect((await owner.apps()).map(({ id }) => id)).toEqual([probe.id]);
    expect((await owner.app(probe.id)).services.map(({ name, state }) => `${name} ${state}`)).toEqual(['probe running']);
    const [container] = await rehearsalsOf(operation);
    const { HostConfig } = await docker.getContainer(container?.Id ?? '').inspect();
    expect(HostConfig).toMatchObject({ OomScoreAdj: 1000, ReadonlyRootfs: true, CapDrop: ['ALL'], Dns: ['127.0.0.1'] });
    expect(HostConfig.PortBindings ?? {}).toEqual({});
    expect((await cancel(operation)).status).toBe('cancelled');
  });
});

test('a release that gets well takes the app’s place afterwards', async () => {
  const events = await listenToDocker();
  try {
    const operation = await begin('1.1.0');
    const { status, outcome } = await owner.ended(operation);
    expect([status, outcome]).toEqual(['succeeded', undefined]);
    // The container of the old version is the last to go: then all of the rehearsal has been told.
    await expect.poll(() => events.toldOf(probe), { timeout: 20_000 }).toContain('destroy');
    expect(events.toldOf(operation)).toEqual(['start', 'destroy']);
  } finally {
    events.close();
  }
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
