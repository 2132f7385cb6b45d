import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import Docker from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { caddyConfig, mess, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { ConstantUse } from './constant-use.ts';
import { startTimes } from './containers-of.ts';
import { PrivateDockerd } from './private-dockerd.ts';

let dockerd: PrivateDockerd;
let box: Installation;
let owner: AppOwner;
let probe: AppDetail;
const acknowledged: string[] = [];

beforeAll(async () => {
  dockerd = new PrivateDockerd(await mkdtemp(`${tmpdir()}/percloud-dockerd-`));
  await dockerd.makeNetwork();
  await dockerd.start();
  box = await startInstallation({ dockerd });
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe', { version: '1.0.0' });
  await owner.open(probe);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellWhatIs();
});
afterAll(async () => {
  await box?.agent.kill();
  await dockerd?.stop();
  await box?.stop();
});

async function write() {
  const line = `write ${acknowledged.length + 1}`;
  expect(await owner.write(probe, line)).toBe(true);
  acknowledged.push(line);
}

/** All runs that should, nothing is left over, and nothing written is lost. */
async function expectAllWell() {
  const wrong = async () => mess(await world(box.host, dockerd.inside), box.host);
  // A disk that is busy with other tests may take many seconds to start a container.
  await expect.poll(wrong, { timeout: 90_000 }).toEqual([]);
  await expect.poll(() => owner.read(probe).catch(String), { timeout: 90_000 }).toEqual(acknowledged);
}

/** For whoever has to find out why it was not. */
async function tellWhatIs() {
  const docker = new Docker({ socketPath: box.host.dockerSocket });
  const containers = await docker.listContainers({ all: true }).catch(String);
  const addresses =
    Array.isArray(containers) &&
    containers.map(({ Names, State, Status, NetworkSettings }) => ({
      Names,
      State,
      Status,
      addresses: Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress),
    }));
  const dials = (await caddyConfig(box.host)).match(/"dial":"[^"]*"/g);
  console.error(JSON.stringify({ addresses, dials }), (await box.agent.log()).slice(-5_000));
}

async function killDuring(step: string, started: Promise<Operation>, liveRestore: boolean) {
  const { id } = await started;
  for (;;) {
    const { steps, status } = await box.root.call('getOperation', { params: { operation: id } });
    if (steps.some(({ name, status: now }) => name === step && now === 'running')) break;
    if (status !== 'queued' && status !== 'running') throw new Error(`“${step}” was over too soon`);
    await sleep(5);
  }
  await dockerd.kill();
  await sleep(300);
  await dockerd.start({ liveRestore });
  const ended = await owner.ended({ id });
  expect(['succeeded', 'failed']).toContain(ended.status);
  return ended.status;
}

async function deleteApp({ id, slug }: Pick<AppDetail, 'id' | 'slug'>) {
  await owner.ended(await box.root.call('removeApp', { params: owner.params(id) }));
  await owner.ended(await box.root.call('deleteApp', { params: owner.params(id), body: { confirm: slug } }));
}

describe('dockerd killed and started again', () => {
  test('as we start it is missed by nobody who uses an app', async () => {
    await write();
    const before = await startTimes(box.host);
    const use = new ConstantUse(() => owner.person.fetch(`${probe.url}/version`));
    await dockerd.kill();
    await sleep(500);
    await dockerd.start();
    await sleep(1_000);
    expect(await use.stop()).toEqual([]);
    expect(await startTimes(box.host)).toEqual(before);
    await expectAllWell();
  });

  test('as some distributions start it has its apps started again', async () => {
    await write();
    const before = await startTimes(box.host);
    await dockerd.kill();
    await dockerd.start({ liveRestore: false });
    await expectAllWell();
    expect(await startTimes(box.host)).not.toEqual(before);
  });

  test.each([
    ['radicale', 'pull images', true],
    ['probe', 'start containers', true],
    ['probe', 'start containers', false],
    ['probe', 'wait until healthy', false],
  ])('in the middle of an install of %s, at “%s” (live restore: %s)', async (catalogApp, step, liveRestore) => {
    const body = { catalogApp, slug: 'second' };
    const status = await killDuring(step, box.root.call('installApp', { params: { percloud: owner.percloud }, body }), liveRestore);
    await expectAllWell();
    const second = (await owner.apps()).find(({ slug }) => slug === 'second');
    expect(second !== undefined).toBe(status === 'succeeded');
    if (!second) return;
    await deleteApp(second);
  });

  test.each([
    ['1.4.0-migrate', 'start containers', false],
    ['1.5.0-slow-stop', 'wait until healthy', false],
  ])('in the middle of an upgrade to %s, at “%s” (live restore: %s)', async (version, step, liveRestore) => {
    await write();
    const before = (await owner.app(probe.id)).version;
    const started = box.root.call('upgradeApp', { params: owner.params(probe.id), body: { version } });
    const status = await killDuring(step, started, liveRestore);
    await expectAllWell();
    expect((await owner.app(probe.id)).version).toBe(status === 'succeeded' ? version : before);
  });

  test('in the middle of an upgrade, at “stop the old version”', async () => {
    await write();
    // It takes four seconds to stop: what stops at once has done so before anybody sees the step.
    const slow = await owner.install('probe', { version: '1.5.0-slow-stop', slug: 'slow' });
    await owner.open(slow);
    expect(await owner.write(slow, 'precious')).toBe(true);
    const body = { version: '1.6.0-keeper' };
    const started = box.root.call('upgradeApp', { params: owner.params(slow.id), body });
    const status = await killDuring('stop the old version', started, true);
    await expectAllWell();
    expect((await owner.app(slow.id)).version).toBe(status === 'succeeded' ? body.version : '1.5.0-slow-stop');
    await expect.poll(() => owner.read(slow).catch(String), { timeout: 90_000 }).toEqual(['precious']);
    await deleteApp(slow);
  });
});
