import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';
import { mess, world } from './world.ts';

let installation: Installation;
let owner: AppOwner;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
});

afterAll(() => installation?.stop());

async function until(what: string, holds: () => Promise<boolean>, timeoutMs = 120_000) {
  const end = Date.now() + timeoutMs;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${what}`);
    await sleep(50);
  }
}

describe('an app', () => {
  test('is confined: no root, no capabilities, nothing writable but its own', async () => {
    const probe = await owner.install('probe', { slug: 'confined' });
    await owner.open(probe);
    const process = JSON.parse((await owner.person.fetch(`${probe.url}/process`)).text);
    expect(process).toMatchObject({ uid: 7002, gid: 7002, noNewPrivileges: true });
    expect([process.effectiveCapabilities, process.boundingCapabilities].map((set: string) => Number.parseInt(set, 16))).toEqual([0, 0]);
    const docker = new Docker({ socketPath: installation.host.dockerSocket });
    const [container] = await docker.listContainers({ filters: JSON.stringify({ label: [`org.percloud.app=${probe.id}`] }) });
    const { HostConfig, Mounts } = await docker.getContainer(container?.Id ?? '').inspect();
    expect(HostConfig).toMatchObject({
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      Privileged: false,
      PidsLimit: 64,
      RestartPolicy: { Name: 'no' },
    });
    expect(HostConfig.PortBindings ?? {}).toEqual({});
    expect(Mounts.every(({ Source }) => Source.startsWith(paths(installation.host).perclouds))).toBe(true);
  });

  test('is set up once, before anybody can reach it', async () => {
    const probe = await owner.install('probe', { slug: 'set-up' });
    await owner.open(probe);
    expect(JSON.parse((await owner.person.fetch(`${probe.url}/setup`)).text)).toEqual({ runs: 1 });
  });

  test('takes a free name by itself, and refuses one that is taken', async () => {
    const { percloud } = owner;
    const install = (body: { catalogApp: string; slug?: string }) => installation.root.call('installApp', { params: { percloud }, body });
    const [first, second] = [await install({ catalogApp: 'probe' }), await install({ catalogApp: 'probe' })].map(
      ({ subject }) => subject.slug,
    );
    expect([first, second]).toEqual(['probe', 'probe-2']);
    await until(
      'both run',
      async () => (await owner.apps()).filter(({ slug, status }) => slug.startsWith('probe') && status === 'running').length === 2,
    );
    await expect(install({ catalogApp: 'probe', slug: 'probe' })).rejects.toMatchObject({ problem: { code: 'name-taken' } });
  });

  test('that has something done to it refuses a second thing', async () => {
    const [app] = await owner.apps();
    const params = owner.params(app?.id ?? '');
    const calls = await Promise.allSettled([1, 2, 3].map(() => installation.root.call('restartApp', { params })));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = calls.find((call) => call.status === 'rejected');
    expect(refused?.reason.problem.code).toBe('busy');
    await until('idle again', async () => (await owner.app(params.app)).status === 'running');
  });

  test('moves to the bin with its data, comes back with one click, and is deleted by name', async () => {
    const probe = await owner.install('probe', { slug: 'binned' });
    await owner.open(probe);
    await owner.write(probe, 'kept in the bin');
    const params = owner.params(probe.id);
    const { root, host } = installation;
    expect((await owner.ended(await root.call('removeApp', { params }))).status).toBe('succeeded');
    const [inBin] = await owner.apps(true);
    expect([inBin?.slug, inBin?.status, inBin?.inBinSince !== null]).toEqual(['binned', 'in-bin', true]);
    expect(mess(await world(host), host)).toEqual([]);

    const taker = await owner.install('probe', { slug: 'binned' });
    expect((await owner.ended(await root.call('restoreApp', { params }))).status).toBe('succeeded');
    const restored = await owner.app(probe.id);
    expect(restored.slug).toBe('binned-2');
    await owner.open(restored);
    expect(await owner.read(restored)).toEqual(['kept in the bin']);
    expect(taker.slug).toBe('binned');

    await owner.ended(await root.call('removeApp', { params }));
    await expect(root.call('deleteApp', { params, body: { confirm: 'binned' } })).rejects.toMatchObject({
      problem: { code: 'confirm-name' },
    });
    expect((await owner.ended(await root.call('deleteApp', { params, body: { confirm: 'binned-2' } }))).status).toBe('succeeded');
    expect(await readdir(`${paths(host).perclouds}/${owner.percloud}/apps`)).not.toContain(probe.id);
    await expect(owner.app(probe.id)).rejects.toMatchObject({ problem: { code: 'app-not-found' } });
  });

  test('that stops by itself is started again; one that a person stopped stays stopped', async () => {
    const probe = await owner.install('probe', { slug: 'crashing' });
    const docker = new Docker({ socketPath: installation.host.dockerSocket });
    const filters = JSON.stringify({ label: [`org.percloud.app=${probe.id}`], status: ['running'] });
    const running = () => docker.listContainers({ filters });
    const [container] = await running();
    await docker.getContainer(container?.Id ?? '').kill();
    await until('running again', async () => (await running()).length === 1 && (await owner.app(probe.id)).status === 'running');
    await owner.open(probe);
    expect(await owner.write(probe, 'after the crash')).toBe(true);

    await owner.ended(await installation.root.call('stopApp', { params: owner.params(probe.id) }));
    await installation.restartAgent();
    await sleep(2_000);
    expect(await running()).toHaveLength(0);
    expect((await owner.app(probe.id)).status).toBe('stopped');
    const closed = await owner.person.fetch(`${probe.url}/`, { headers: { accept: 'text/html' } });
    expect(closed.status).toBe(503);
  });

  test('is there again after the machine was off', async () => {
    const probe = await owner.install('probe', { slug: 'rebooted' });
    await owner.open(probe);
    await owner.write(probe, 'before the power cut');
    const docker = new Docker({ socketPath: installation.host.dockerSocket });
    await Promise.all([installation.agent.kill('SIGKILL'), installation.gate.kill('SIGKILL'), installation.caddy.kill('SIGKILL')]);
    for (const { Id } of await docker.listContainers({
      filters: JSON.stringify({ label: [`org.percloud.box=${installation.host.boxId}`] }),
    })) {
      await docker.getContainer(Id).kill();
    }
    await installation.start();
    await until('running', async () => (await owner.app(probe.id)).status === 'running');
    await until('reachable', async () => (await owner.read(probe)).includes('before the power cut'));
  });
});
