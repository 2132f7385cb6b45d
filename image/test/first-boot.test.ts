import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOver } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import type { Person } from '../../agent/test/person.ts';
import { Machine } from './machine.ts';

/** Of slot A, by the partition table. */
const systemStartBytes = 1_050_624 * 512;
let machine: Machine;
let ada: Person;
let percloud: string;

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output));
  machine.powerOn();
  await machine.untilReady();
}, 700_000);
afterAll(() => machine?.remove());

test('nothing failed while it started', async () => {
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
});

test('its system is sealed, and its data have the rest of the disk', async () => {
  expect(await machine.run('findmnt --noheadings --output=SOURCE,FSTYPE,OPTIONS /')).toMatch(/^\/dev\/mapper\/system\s+squashfs\s+ro,/);
  expect(await machine.run('veritysetup status system')).toMatch(/status:\s+verified/);
  expect(await machine.run('touch /usr/lib/percloud/x')).toContain('Read-only file system');
  expect(Number(await machine.run('df --output=size --block-size=1M /var | tail -n 1'))).toBeGreaterThan(4_000);
});

test('what is root’s alone is root’s alone', async () => {
  expect(await machine.run('stat --format=%a /etc/shadow /root /tmp /usr/bin/su | xargs')).toBe('640 700 1777 4755\n');
});

test('the screen shows where it is and its code', async () => {
  const screen = await machine.run('cat /dev/vcs1 | fold -w 80');
  expect(screen).toContain('http://percloud.local');
  expect(screen).toMatch(/Claim code: [0-9A-Z]{4}-[0-9A-Z]{4}/);
});

test('is claimed over the network, with the code that stands on its screen', async () => {
  const code = /Claim code: (\S+)/.exec(await machine.run('cat /dev/vcs1 | fold -w 80'))?.[1] ?? '';
  ada = await machine.visitor();
  await ada.api.call('claim', { body: { code, name: 'ada', displayName: 'Ada', language: 'en', password: 'correct horse battery' } });
  percloud = (await ada.api.call('getMe')).perclouds[0]?.id ?? '';
  expect(percloud).not.toBe('');
});

test('installs an app from its own store, with no network but the one it is reached by', async () => {
  const { id } = await ada.api.call('installApp', { params: { percloud }, body: { catalogApp: 'radicale', slug: 'calendar' } });
  expect(await ended(id)).toMatchObject({ status: 'succeeded', problem: null });
  const [app] = await ada.api.call('listApps', { params: { percloud }, query: { bin: 'false' } });
  expect(app).toMatchObject({ status: 'running', url: 'https://calendar-ada.local' });
});

test('after the plug was pulled everything is there again', async () => {
  await machine.cutPower();
  machine.powerOn();
  await machine.untilReady();
  const apps = () => ada.api.call('listApps', { params: { percloud }, query: { bin: 'false' } });
  await expect.poll(async () => (await apps()).map(({ status }) => status), { timeout: 300_000, interval: 2_000 }).toEqual(['running']);
}, 900_000);

test('a slot that is to be tried and can’t be started is tried once; then the other one starts again', async () => {
  const fill = 1024 - '# GRUB Environment Block\ntry=b\n'.length;
  const block = `printf '# GRUB Environment Block\\ntry=b\\n'; head -c ${fill} /dev/zero | tr '\\0' '#'`;
  await machine.run(
    `mount -o remount,rw /boot/config && { ${block}; } > /boot/config/percloud/try.env && mount -o remount,ro /boot/config`,
  );
  expect(await machine.run('head -n 2 /boot/config/percloud/try.env')).toContain('try=b');
  await machine.run('sync; systemctl reboot --no-block');
  await machine.untilSaid(/slot b can't be started/, 120_000);
  await machine.untilReady();
  expect(await machine.run('cat /proc/cmdline')).toMatch(/percloud\.slot=a percloud\.tried= /);
  expect(await machine.run('head -n 2 /boot/config/percloud/try.env')).not.toContain('try=b');
});

test('a system that is not what it was when it was sealed does not start', async () => {
  await machine.cutPower();
  await machine.spoil(systemStartBytes);
  machine.powerOn();
  await machine.untilSaid(/dm-verity.*corrupt|verity.*is corrupted/i, 300_000);
});

async function ended(operation: string) {
  for (;;) {
    const found = await ada.api.call('getOperation', { params: { operation } });
    if (isOver(found.status)) return found;
    await sleep(1_000);
  }
}
