import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { Machine } from './machine.ts';
import { codeOnScreen, Owner } from './owner.ts';

/** Of slot A, by the partition table. */
const systemStartBytes = 1_050_624 * 512;
let machine: Machine;
let ada: Owner;
/** Her calendar, as a phone writes to it. */
let calendar: { url: string; authorization: string };

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output));
  machine.powerOn();
  await machine.untilReady();
}, 700_000);
afterAll(() => machine?.remove());

test('nothing failed while it started, and the journal holds no errors', async () => {
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  expect(await machine.errors()).toEqual([]);
});

test('its system is sealed, and its data have the rest of the disk', async () => {
  expect(await machine.run('findmnt --noheadings --output=SOURCE,FSTYPE,OPTIONS /')).toMatch(/^\/dev\/mapper\/system\s+squashfs\s+ro,/);
  expect(await machine.run('veritysetup status system')).toMatch(/status:\s+verified/);
  expect(await machine.run('touch /usr/lib/percloud/x')).toContain('Read-only file system');
  expect(await machine.run('touch /etc/x')).toContain('Read-only file system');
  expect(Number(await machine.run('df --output=size --block-size=1M /var | tail -n 1'))).toBeGreaterThan(4_000);
});

test('what is root’s alone is root’s alone', async () => {
  expect(await machine.run('stat --format=%a /etc/shadow /root /tmp /usr/bin/su | xargs')).toBe('640 700 1777 4755\n');
});

test('the screen shows where it is and its code', async () => {
  expect(await machine.run('cat /dev/vcs1 | fold -w 80')).toContain('http://percloud.local');
  expect(await codeOnScreen(machine)).not.toBe('');
});

test('is claimed over the network, with the code that stands on its screen', async () => {
  ada = await Owner.claim(machine);
  expect(ada.percloud).not.toBe('');
});

test('installs an app from its own store, with no network but the one it is reached by', async () => {
  expect(await ada.install('radicale', 'calendar')).toMatchObject({ status: 'succeeded', problem: null });
  expect(await ada.apps()).toMatchObject([{ status: 'running', url: 'https://calendar-ada.local' }]);
});

test('the app is confined by AppArmor', async () => {
  const group = '/sys/fs/cgroup/system.slice/docker-*.scope';
  expect(await machine.run(`cat /proc/$(head -n 1 ${group}/cgroup.procs)/attr/current`)).toBe('docker-default (enforce)\n');
});

test('announces the name of the app at the address of its card', async () => {
  const address = (await machine.run('ip -4 -brief address show scope global | awk \'/^e/ { split($3, a, "/"); print a[1] }\'')).trim();
  await expect.poll(() => machine.run('avahi-resolve --name -4 calendar-ada.local'), { timeout: 60_000 }).toContain(address);
});

test('a phone writes an event into it', async () => {
  const [app] = await ada.apps();
  const { url, user, password } = await ada.person.api.call('createAppPassword', {
    params: { percloud: ada.percloud, app: app?.id ?? '' },
    body: { device: 'phone' },
  });
  calendar = { url: new URL(`${user}/family/`, url).href, authorization: `Basic ${btoa(`${user}:${password}`)}` };
  const { authorization } = calendar;
  const kind =
    '<mkcol xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><set><prop><resourcetype><collection/><c:calendar/></resourcetype></prop></set></mkcol>';
  expect(await ada.person.fetch(calendar.url, { method: 'MKCOL', headers: { authorization }, body: kind })).toMatchObject({ status: 201 });
  const event = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//percloud//test//EN', 'BEGIN:VEVENT', 'UID:birthday'],
    ...['DTSTAMP:20261129T120000Z', 'DTSTART:20261224T180000Z', 'SUMMARY:Nonna’s birthday', 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
  const stored = await ada.person.fetch(`${calendar.url}birthday.ics`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'text/calendar' },
    body: event,
  });
  expect(stored).toMatchObject({ status: 201 });
});

test('after the plug was pulled everything is there again', async () => {
  await machine.cutPower();
  machine.powerOn();
  await machine.untilReady();
  await expect.poll(async () => (await ada.apps()).map(({ status }) => status), { timeout: 300_000, interval: 2_000 }).toEqual(['running']);
  const { authorization } = calendar;
  const read = await ada.person.fetch(`${calendar.url}birthday.ics`, { headers: { authorization } });
  expect(read).toMatchObject({ status: 200, text: expect.stringContaining('Nonna’s birthday') });
}, 900_000);

test('from now on its machine id stays, so that the journals of all starts are one', async () => {
  const data = (await machine.run('blkid --match-tag PARTUUID --output value /dev/disk/percloud/data')).trim();
  expect(await machine.run('cat /etc/machine-id')).toBe(`${data.replaceAll('-', '')}\n`);
});

test('a slot that is to be tried and can’t be started is tried once; then the other one starts again', async () => {
  const fill = 1024 - '# GRUB Environment Block\ntry=b\n'.length;
  const block = `printf '# GRUB Environment Block\\ntry=b\\n'; head -c ${fill} /dev/zero | tr '\\0' '#'`;
  await machine.run(
    `mount -o remount,rw /boot/config && { ${block}; } > /boot/config/percloud/try.env && mount -o remount,ro /boot/config`,
  );
  expect(await machine.run('head -n 2 /boot/config/percloud/try.env')).toContain('try=b');
  await machine.run('sync; systemctl reboot --no-block');
  // Emulated firmware hangs now and then while it starts again: then the watchdog, which goes on for two minutes, does it once more.
  await machine.untilSaid(/slot b can't be started/, 300_000);
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
