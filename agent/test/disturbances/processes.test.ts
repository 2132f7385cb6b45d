import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Caddy } from '../../src/gateways/caddy.ts';
import { ensureArrivalsMoveOn, moveArrivals } from '../../src/host/arriving-connections.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { caddyConfig, world } from '../apps/world.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { ConstantUse } from './constant-use.ts';
import { startTimes } from './containers-of.ts';

let box: Installation;
let owner: AppOwner;
let probe: AppDetail;
let authorization: string;

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  probe = await owner.install('probe');
  await owner.open(probe);
  const params = owner.params(probe.id);
  const { user, password } = await owner.person.api.call('createAppPassword', { params, body: { device: 'phone' } });
  authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
});

afterAll(async () => {
  // A test below takes it away; whatever became of it, others on this machine have it again.
  await ensureArrivalsMoveOn();
  await box?.stop();
});

const asPerson = () => owner.person.fetch(`${probe.url}/version`);
const asDevice = () => box.visitor().fetch(`${probe.url}/dav`, { headers: { authorization } });

/** The landing page, over a connection of its own. */
const arrive = () => box.visitor().fetch(`http://${box.host.hostname}:${box.host.httpPort}/`);

/** Signed in to the panel, but never in this app before. */
function newcomer() {
  const person = box.visitor();
  const panel = new URL(person.origin).hostname;
  person.cookies.set(panel, new Map(owner.person.cookies.get(panel)));
  return person;
}

const everybodyPasses = async () => {
  const page = await newcomer().fetch(`${probe.url}/version`, { headers: { accept: 'text/html' }, redirects: 5 });
  return [page.status, (await asPerson()).status, (await asDevice()).status];
};

describe('the agent', () => {
  test.each(['SIGTERM', 'SIGKILL'] as const)('stopped by %s and started again is missed by nobody who uses an app', async (signal) => {
    const before = await startTimes(box.host);
    const uses = [new ConstantUse(asPerson), new ConstantUse(asDevice)];
    await sleep(300);
    await box.agent.kill(signal);
    expect(await everybodyPasses()).toEqual([200, 200, 200]);
    await sleep(500);
    await box.startAgent();
    await sleep(500);
    expect(await Promise.all(uses.map((use) => use.stop()))).toEqual([[], []]);
    for (const { answered } of uses) expect(answered).toBeGreaterThan(10);
    expect(await startTimes(box.host)).toEqual(before);
  });
});

describe('Caddy', () => {
  test('given new routes again and again resets nobody who is just arriving', async () => {
    await box.caddy.kill('SIGTERM');
    await writeFile(moveArrivals, '0');
    await box.caddy.start();
    const caddy = new Caddy(box.host);
    const routes = JSON.parse(await caddyConfig(box.host));
    const uses = Array.from({ length: 4 }, () => new ConstantUse(arrive, { pauseMs: 0 }));
    for (let change = 0; change < 40 || uses.some(({ answered }) => answered < 100); change += 1) await caddy.load(routes, { anew: true });
    expect((await Promise.all(uses.map((use) => use.stop()))).flat()).toEqual([]);
  });

  test('killed and started again has its routes, and asks nobody for them', async () => {
    const before = await world(box.host);
    await box.caddy.kill('SIGKILL');
    await box.caddy.start();
    await expect.poll(everybodyPasses, { timeout: 5_000 }).toEqual([200, 200, 200]);
    expect(await world(box.host)).toEqual(before);
  });

  test('has them while the agent is down as well', async () => {
    await box.agent.kill('SIGKILL');
    await box.caddy.kill('SIGKILL');
    await box.caddy.start();
    await expect.poll(everybodyPasses, { timeout: 5_000 }).toEqual([200, 200, 200]);
    await box.startAgent();
  });

  test('that is away for a moment when an app changes is waited for', async () => {
    await box.caddy.kill('SIGKILL');
    const params = owner.params(probe.id);
    const stopping = await box.root.call('stopApp', { params });
    await sleep(1_000);
    await box.caddy.start();
    expect((await owner.ended(stopping)).status).toBe('succeeded');
    await expect.poll(async () => (await asPerson()).status, { timeout: 5_000 }).toBe(503);
    expect((await owner.ended(await box.root.call('startApp', { params }))).status).toBe('succeeded');
    expect(await everybodyPasses()).toEqual([200, 200, 200]);
  });
});

describe('the gate', () => {
  test.each(['up', 'down'])('killed and started again while the agent is %s knows everybody', async (agent) => {
    if (agent === 'down') await box.agent.kill('SIGKILL');
    await box.gate.kill('SIGKILL');
    // While it starts: Caddy waits for it no longer than some seconds.
    await box.gate.launch();
    const [waiting] = await Promise.all([asPerson(), box.gate.answering()]);
    expect(waiting.status).toBe(200);
    expect(await everybodyPasses()).toEqual([200, 200, 200]);
    if (agent === 'down') await box.startAgent();
  });

  test('that is away lets nobody in', async () => {
    await box.gate.kill('SIGKILL');
    const asking = asDevice();
    expect(await Promise.race([asking.then(({ status }) => status), sleep(500)])).not.toBe(200);
    await box.gate.start();
    await asking.catch(() => undefined);
    expect(await everybodyPasses()).toEqual([200, 200, 200]);
  });
});
