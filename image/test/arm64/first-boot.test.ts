import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Machine } from '../machine.ts';
import { Owner } from '../owner.ts';
import { imageOf } from './images.ts';

const event = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//percloud//test//EN', 'BEGIN:VEVENT', 'UID:birthday', 'DTSTAMP:20261224T180000Z'],
  ...['DTSTART:20261224T180000Z', 'DURATION:PT1H', 'SUMMARY:Nonna’s birthday', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');
let machine: Machine;
let ada: Owner;
let app: string;
let account: { address: string; authorization: string };

beforeAll(async () => {
  machine = await Machine.with(imageOf('arm64-efi'), { type: 'arm64' });
  machine.powerOn();
  await machine.untilReady(1_200_000);
}, 1_500_000);
afterAll(() => machine?.remove());

test('it is a machine for ARM whose system is sealed, and nothing failed while it started', async () => {
  expect(await machine.run('uname -m')).toBe('aarch64\n');
  expect(await machine.run('findmnt --noheadings --output=SOURCE,FSTYPE,OPTIONS /')).toMatch(/^\/dev\/mapper\/system\s+squashfs\s+ro,/);
  expect(await machine.run('veritysetup status system')).toMatch(/status:\s+verified/);
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  expect(await machine.run('cat /run/percloud-slot')).toBe('slot=a\ntried=\n');
});

test('the module for a Raspberry Pi’s firmware is for this kernel, and refuses politely where there is none', async () => {
  const [running, made] = [await machine.run('uname -r'), await machine.run('modinfo --field=vermagic percloud-pi')];
  expect(made).toContain(running.trim());
  expect(await machine.run('modprobe percloud-pi')).toContain('No such device');
  expect(await machine.run('grep -c percloud_pi /proc/modules')).toBe('0\n');
});

test('is claimed over the network, and installs an app for ARM from its own store with no network', async () => {
  // A machine of this kind has no screen.
  ada = await Owner.claim(machine, (await machine.run('cat /var/lib/percloud/claim-code')).trim());
  expect(await ada.install('radicale', 'calendar')).toMatchObject({ status: 'succeeded', problem: null });
  const [installed] = await ada.apps();
  expect(installed).toMatchObject({ status: 'running' });
  app = installed?.id ?? '';
});

test('an event that a device wrote is there again after a reboot', async () => {
  const { url, user, password } = await ada.person.api.call('createAppPassword', {
    params: { percloud: ada.percloud, app },
    body: { device: 'phone' },
  });
  account = {
    address: `${url.replace(/\/$/, '')}/${user}/family`,
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  };
  expect((await asPhone('MKCALENDAR', '/')).status).toBe(201);
  expect((await asPhone('PUT', '/birthday.ics', event)).status).toBe(201);
  const before = await machine.run('cat /proc/sys/kernel/random/boot_id');
  await machine.run('sync; systemctl reboot --no-block');
  await sleep(60_000);
  await machine.untilReady(1_200_000);
  expect(await machine.run('cat /proc/sys/kernel/random/boot_id')).not.toBe(before);
  await expect
    .poll(async () => (await asPhone('GET', '/birthday.ics').catch(() => ({ text: '' }))).text, { timeout: 600_000, interval: 3_000 })
    .toContain('Nonna’s birthday');
  const facts = await machine.run('uname -r; systemd-analyze; free --mebi; lsblk -o NAME,PARTLABEL,SIZE');
  if (process.env.PERCLOUD_FACTS) writeFileSync(join(process.env.PERCLOUD_FACTS), facts);
}, 1_800_000);

const asPhone = (method: string, path: string, body?: string) =>
  ada.person.fetch(`${account.address}${path}`, {
    method,
    headers: { authorization: account.authorization, ...(body ? { 'content-type': 'text/calendar; charset=utf-8' } : {}) },
    body,
  });
