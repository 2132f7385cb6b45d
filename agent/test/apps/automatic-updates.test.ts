import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../installation.ts';
import { AppOwner } from './app-owner.ts';

const faketime = `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`;
const dayMs = 24 * 3_600_000;

let box: Installation;
let owner: AppOwner;

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
});
afterAll(() => box?.stop());

/** From here on it is a little after that hour for the agent, at the latest tomorrow. */
function startAgentAt(hour: number) {
  const now = Date.now();
  const wanted = Math.floor(now / dayMs) * dayMs + hour * 3_600_000;
  const aheadSeconds = Math.ceil(((wanted - now + dayMs) % dayMs) / 1000);
  const clock = { TZ: 'UTC', LD_PRELOAD: faketime, FAKETIME: `+${aheadSeconds}s` };
  return box.restartAgent({ ...clock, FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' });
}

const versionOf = async ({ id }: { id: string }) => (await owner.app(id)).version;
/** Longer than from one look to the next. */
const aLookLater = () => sleep(35_000);

test('at night an app is brought to its newest release if its owner said so, once', async () => {
  const willing = await owner.install('probe', { version: '1.0.0', slug: 'willing' });
  const unwilling = await owner.install('probe', { version: '1.0.0', slug: 'unwilling' });
  const params = owner.params(willing.id);
  expect(willing.automaticUpdates).toBe(false);
  const told = await owner.person.api.call('setAutomaticUpdates', { params, body: { automatic: true } });
  expect([told.automaticUpdates, (await owner.app(willing.id)).automaticUpdates]).toEqual([true, true]);

  await startAgentAt(12);
  await aLookLater();
  expect(await versionOf(willing)).toBe('1.0.0');

  await startAgentAt(3);
  const state = async () => (({ version, status }) => `${version} ${status}`)(await owner.app(willing.id));
  await expect.poll(state, { timeout: 90_000, interval: 500 }).toBe('1.1.0 running');
  expect(await versionOf(unwilling)).toBe('1.0.0');

  const { snapshots } = await owner.app(willing.id);
  const back = await box.root.call('rollbackApp', { params, body: { snapshot: snapshots[0]?.id ?? '' } });
  expect((await owner.ended(back)).status).toBe('succeeded');
  await aLookLater();
  expect(await versionOf(willing)).toBe('1.0.0');
});
