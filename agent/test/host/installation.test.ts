import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMountPoint } from '../../src/host/btrfs-directory.ts';
import { type Installation, startInstallation } from '../installation.ts';

let one: Installation;
let other: Installation;

beforeAll(async () => {
  one = await startInstallation();
  other = await startInstallation();
});
afterAll(async () => {
  await one?.stop();
  await other?.stop();
});

test('answers through Caddy by its own certificate', async () => {
  const answer = await one.visitor().fetch(`${one.visitor().origin}/api/health`);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text)).toMatchObject({ ok: true });
});

test('is claimed once', async () => {
  const ada = await one.claim();
  expect((await ada.api.call('getMe')).name).toBe('ada');
  expect((await one.root.call('getClaimCode')).code).toBeNull();
});

test('is another one than its neighbour', async () => {
  expect(other.host.boxId).not.toBe(one.host.boxId);
  expect((await other.root.call('getClaimCode')).code).not.toBeNull();
});

test('is itself again after its agent was killed', async () => {
  await one.restartAgent();
  expect(await one.root.call('listPerclouds')).toHaveLength(1);
});

test('leaves nothing behind', async () => {
  await other.stop();
  expect(existsSync(other.host.dataDir)).toBe(false);
  expect(existsSync(other.host.runDir)).toBe(false);
  expect(await isMountPoint(other.host.dataDir)).toBe(false);
});
