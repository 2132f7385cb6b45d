import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../../agent/src/host/build.ts';
import { rootDir } from '../../../agent/src/host/root-dir.ts';
import type { Person } from '../../../agent/test/person.ts';
import { Machine } from '../machine.ts';
import { Owner } from '../owner.ts';

const marker = `a letter of somebody ${Math.random().toString(36).slice(2)}`;
/** The old partition is out of the table, and the new file system being made. It is the second restart since power-on. */
const fileSystemBegins = /(reboot: Restarting system[\s\S]*){2}loop0: detected capacity change/;
let machine: Machine;
let ada: Person;
let boxId: string;
let oldCode: string;

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output));
  machine.powerOn();
  await machine.untilReady();
}, 900_000);
afterAll(() => machine?.remove());

test('somebody’s things are on it', async () => {
  oldCode = await claimCode();
  ada = (await Owner.claim(machine, oldCode)).person;
  await machine.run(`echo '${marker}' > /var/lib/percloud/letter; btrfs filesystem sync /var`);
  boxId = await machine.run('sed -n \'s/.*"boxId": *"\\([a-z0-9]*\\)".*/\\1/p\' /var/lib/percloud/box.json');
  expect(await machine.holds(marker)).toBe(true);
  expect(boxId).toMatch(/^[a-z0-9]{8}\n$/);
});

test('the operator opens SSH with a key, or is told why not', async () => {
  await expect(ada.api.call('openSsh', { body: { key: '-----BEGIN OPENSSH PRIVATE KEY-----' } })).rejects.toMatchObject({
    problem: { code: 'ssh-key-private' },
  });
  expect(await ada.api.call('getSshAccess')).toEqual({ keys: [] });
});

test('restarted by its operator, it comes back by itself, and says so', async () => {
  const before = await bootId();
  const { id } = await ada.api.call('restartBox');
  const status = () =>
    ada.api.call('getOperation', { params: { operation: id } }).then(
      (operation) => operation.status,
      () => 'away',
    );
  await expect.poll(status, { timeout: 300_000, interval: 500 }).toBe('away');
  await expect.poll(status, { timeout: 600_000, interval: 2_000 }).toBe('succeeded');
  expect(await bootId()).not.toBe(before);
}, 900_000);

test('another name than the box’s resets nothing', async () => {
  await expect(ada.api.call('resetBox', { body: { name: 'somebox' } })).rejects.toMatchObject({ problem: { code: 'wrong-box-name' } });
});

test('reset by its operator, and the plug pulled while it was, everything is new', async () => {
  const { hostname } = await ada.api.call('getBox');
  await ada.api.call('resetBox', { body: { name: hostname } });
  await machine.untilSaid(fileSystemBegins, 300_000);
  await sleep(1_500);
  await machine.cutPower();
  machine.powerOn();
  await machine.untilReady();
  const greeting = await (await machine.visitor()).api.call('getGreeting');
  expect(greeting).toMatchObject({ claimed: false, operator: null });
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  expect(await claimCode()).not.toBe(oldCode);
  expect(await machine.run('cat /var/lib/percloud/box.json')).not.toContain(boxId.trim());
  expect(await machine.run('ls /boot/config/percloud /var/lib/percloud')).not.toMatch(/factory-reset|letter/);
  expect(await machine.run('findmnt --noheadings --output=OPTIONS /boot/config')).toMatch(/^ro,/);
}, 900_000);

test('its apps are still there to be installed', async () => {
  const bela = await machine.visitor();
  await bela.api.call('claim', {
    body: { code: await claimCode(), name: 'bela', displayName: 'Bela', language: 'en', password: 'another horse battery' },
  });
  const { apps } = await bela.api.call('getCatalog');
  expect(apps.map(({ id }) => id)).toContain('radicale');
});

test('on a disk that can forget, nothing is left to be dug up', async () => {
  await machine.cutPower();
  expect(await machine.holds(marker)).toBe(false);
});

const bootId = () => machine.run('cat /proc/sys/kernel/random/boot_id');
const claimCode = async () => (await machine.run('cat /var/lib/percloud/claim-code')).trim();
