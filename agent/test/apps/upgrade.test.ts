import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';
import { mess, world } from './world.ts';

let installation: Installation;
let owner: AppOwner;
let probe: AppDetail;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
});

afterAll(() => installation?.stop());

/** Somebody who writes without pause and remembers what the app said it has stored. */
class Writer {
  readonly acknowledged: string[] = [];
  private going = true;
  private readonly done: Promise<void>;

  constructor(app: AppDetail, label: string) {
    this.done = (async () => {
      for (let number = 1; this.going; number += 1) {
        const line = `${label} ${number}`;
        if (await owner.write(app, line)) this.acknowledged.push(line);
        await sleep(5);
      }
    })();
  }

  async stop() {
    this.going = false;
    await this.done;
    return this.acknowledged;
  }
}

const upgrade = async (version: string, accept: string[] = []) =>
  owner.ended(await installation.root.call('upgradeApp', { params: owner.params(probe.id), body: { version, accept } }));

async function whileWriting<T>(label: string, work: () => Promise<T>): Promise<{ outcome: T; acknowledged: string[] }> {
  const writer = new Writer(probe, label);
  await sleep(300);
  const outcome = await work();
  await sleep(300);
  return { outcome, acknowledged: await writer.stop() };
}

describe('a probe that is written to all the time', () => {
  beforeEach(async () => {
    for (const app of await owner.apps()) await owner.ended(await installation.root.call('removeApp', { params: owner.params(app.id) }));
    probe = await owner.install('probe', { version: '1.0.0' });
    await owner.open(probe);
  });

  test('loses nothing that was acknowledged in an upgrade', async () => {
    const { outcome, acknowledged } = await whileWriting('upgrade', () => upgrade('1.1.0'));
    expect(outcome.status).toBe('succeeded');
    expect((await owner.app(probe.id)).version).toBe('1.1.0');
    // Some before it and some after it, how fast the machine ever is.
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(await owner.read(probe)).toEqual(acknowledged);
  });

  // The last one is too large to be rehearsed: it fails only when it has taken the place of the one before.
  test.each([
    ['1.2.0-unhealthy', 'rehearsal-failed'],
    ['1.3.0-crash', 'rehearsal-failed'],
    ['1.7.0-large', 'app-not-healthy'],
  ])('loses nothing when the upgrade to %s fails, and keeps running as it was', async (version, code) => {
    const { outcome, acknowledged } = await whileWriting('failing', () => upgrade(version));
    expect([outcome.status, outcome.problem?.code]).toEqual(['failed', code]);
    const app = await owner.app(probe.id);
    expect([app.version, app.status, app.lastProblem?.problem.code, app.lastProblem?.version]).toEqual(['1.0.0', 'running', code, version]);
    expect(await owner.read(probe)).toEqual(acknowledged);
    expect(mess(await world(installation.host), installation.host)).toEqual([]);
  });

  test('can go back by hand to any day, and going back can be undone', async () => {
    await owner.write(probe, 'of the first day');
    expect((await upgrade('1.4.0-migrate')).status).toBe('succeeded');
    await owner.write(probe, 'of the second day');
    const [firstDay] = (await owner.app(probe.id)).snapshots;
    expect(firstDay).toMatchObject({ version: '1.0.0', reason: 'upgrade', keptUntil: null });
    const rollback = async (snapshot = '') =>
      owner.ended(await installation.root.call('rollbackApp', { params: owner.params(probe.id), body: { snapshot } }));

    expect((await rollback(firstDay?.id)).status).toBe('succeeded');
    expect((await owner.app(probe.id)).version).toBe('1.0.0');
    expect(await owner.read(probe)).toEqual(['of the first day']);

    const [secondDay] = (await owner.app(probe.id)).snapshots;
    expect(secondDay).toMatchObject({ version: '1.4.0-migrate', reason: 'rollback' });
    expect((await rollback(secondDay?.id)).status).toBe('succeeded');
    expect(await owner.read(probe)).toEqual(['of the first day', 'of the second day']);
  });

  test('is given the time it needs to stop', async () => {
    await upgrade('1.5.0-slow-stop');
    const { outcome, acknowledged } = await whileWriting('slow', () => upgrade('1.6.0-keeper'));
    expect(outcome.status).toBe('succeeded');
    expect(await owner.read(probe)).toEqual(expect.arrayContaining(acknowledged));
    const { services } = await owner.app(probe.id);
    expect(services.map(({ name, state }) => `${name} ${state}`).sort()).toEqual(['keeper running', 'probe running']);
  });

  test('asks before a release does more than the old one', async () => {
    await expect(upgrade('2.0.0-wide')).rejects.toMatchObject({ problem: { code: 'consent-needed' } });
    expect((await owner.app(probe.id)).version).toBe('1.0.0');
    expect((await upgrade('2.0.0-wide', ['egress:internet', 'public:/about'])).status).toBe('succeeded');
    const { networks } = await world(installation.host);
    expect(networks.find((network) => network.includes(probe.id))).toContain('open');
    const [before] = (await owner.app(probe.id)).snapshots;
    const back = await installation.root.call('rollbackApp', { params: owner.params(probe.id), body: { snapshot: before?.id ?? '' } });
    expect((await owner.ended(back)).status).toBe('succeeded');
    expect((await world(installation.host)).networks.find((network) => network.includes(probe.id))).toContain('internal');
  });

  test('changes its settings as a generation of its own', async () => {
    const params = owner.params(probe.id);
    const secret = 'a passphrase nobody reads';
    const changed = await installation.root.call('configureApp', {
      params,
      body: { settings: { greeting: 'hola', count: 7, passphrase: secret } },
    });
    expect((await owner.ended(changed)).status).toBe('succeeded');
    const { env } = JSON.parse((await owner.person.fetch(`${probe.url}/env`)).text);
    expect([env.SETTING_GREETING, env.SETTING_COUNT]).toEqual(['hola', '7']);
    const { secrets } = JSON.parse((await owner.person.fetch(`${probe.url}/secret-length`)).text);
    expect(secrets.passphrase).toEqual({ length: secret.length, mode: '600', uid: 7002 });
    expect(secrets.token.length).toBe(40);
    const detail = await owner.app(probe.id);
    expect([detail.settings.greeting, detail.settings.passphrase, detail.secretsSet]).toEqual(['hola', undefined, ['passphrase']]);
    expect(JSON.stringify(await installation.root.call('listOperations', { query: {} }))).not.toContain(secret);
    expect(await installation.agent.log()).not.toContain(secret);
  });
});
