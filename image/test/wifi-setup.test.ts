import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { Machine } from './machine.ts';
import { home, Radios } from './radios.ts';

/** The box's first radio has the number 02:00:00:00:00:00. */
const box = 'percloud-0000';
const page = 'http://10.42.0.1/';
const choice = { network: home.ssid, name: '', country: 'ES' };
let machine: Machine;
let radios: Radios;

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output), { network: false });
  machine.powerOn();
  await machine.untilShell();
  await machine.run('systemctl stop percloud-wifi-setup.timer; mkdir -p /run/systemd/system/percloud-wifi-setup.service.d');
  const shorter = '[Service]\\nEnvironment=PERCLOUD_WIFI_PATIENCE=10 PERCLOUD_WIFI_UNVISITED=30\\n';
  await machine.run(`printf '${shorter}' > /run/systemd/system/percloud-wifi-setup.service.d/shorter.conf; systemctl daemon-reload`);
  radios = await Radios.in(machine);
  await radios.switchRouterOn();
  await machine.run('systemctl start percloud-wifi-setup.timer');
}, 900_000);
afterAll(() => machine?.remove());

test('with no network an access point opens that gives a phone an address', async () => {
  expect(await radios.joinAsPhone(box)).toMatch(/^10\.42\.0\.\d+$/);
  await expect.poll(() => machine.run('cat /dev/vcs1 | fold -w 80'), { timeout: 60_000, interval: 2_000 }).toContain(box);
});

test('whatever the phone asks for leads it to the page, and there is nothing else', async () => {
  expect(await radios.visit('http://captive.apple.com/hotspot-detect.html')).toMatchObject({ status: 302, location: page });
  expect(await radios.visit('http://connectivitycheck.gstatic.com/generate_204')).toMatchObject({ status: 302, location: page });
  const { status, text } = await radios.visit(page);
  expect(status).toBe(200);
  expect(text).toContain('Conecta este equipo a tu wifi');
  expect(text).toContain(`<span>${home.name}</span>`);
  expect((await radios.visit('https://10.42.0.1/')).text).toContain('ECONNREFUSED');
});

test('a wrong password brings the access point back with the reason', async () => {
  const before = await newestEntry();
  expect((await radios.visit(`${page}join`, { ...choice, password: 'wrong horse' })).text).toContain('se conecta ahora a');
  await untilTold(before, 'could not be joined (password)');
  await radios.joinAsPhone(box);
  const { text } = await radios.visit(page);
  expect(text).toMatch(/role="alert">El equipo no pudo conectarse a «Casa: Ñ;1»: la contraseña no era la correcta/);
  expect(text).toContain(`value="${home.ssid}" checked`);
  expect(await machine.run('ls /var/lib/percloud/network')).toBe('');
});

test('the right one brings the box onto the home’s Wi-Fi, for good', async () => {
  const before = await newestEntry();
  await radios.visit(`${page}join`, { ...choice, password: home.password });
  await untilTold(before, 'has joined the Wi-Fi');
  expect(await machine.run('ip -4 -brief address show wlan0')).toMatch(/192\.168\.77\.\d+\/24/);
  expect(await machine.run('stat --format=%a:%U /var/lib/percloud/network /var/lib/percloud/network/*')).toBe('700:root\n600:root\n');
  expect(await machine.run('ls /run/NetworkManager/system-connections | grep percloud')).toBe('');
  expect(await machine.run('nft list set inet percloud_box setup_cards')).not.toContain('wlan0');
  expect(await machine.run(`journalctl --no-pager | grep --fixed-strings --count -e 'wrong horse' -e '${home.password}'`)).toBe('0\n');
});

test('the country’s rules for radio hold after a start, too', async () => {
  // The kernel follows a moment after it was told: the country of before must not pass for this one's.
  await machine.run('iw reg set 00; sleep 1; systemctl start percloud-wifi-country.service');
  await expect.poll(() => machine.run('iw reg get'), { timeout: 60_000, interval: 1_000 }).toContain('country ES');
});

test('when the router is gone the access point opens, and when it is back the box goes home by itself', async () => {
  const before = await newestEntry();
  await radios.switchRouterOff();
  await untilTold(before, `the access point ${box} is open`);
  const offered = await newestEntry();
  await radios.switchRouterOn();
  await untilTold(offered, 'There is a network again');
  expect(await machine.run('ip -4 -brief address show wlan0')).toMatch(/192\.168\.77\.\d+\/24/);
});

test('a cable ends it', async () => {
  const before = await newestEntry();
  await radios.switchRouterOff();
  await untilTold(before, `the access point ${box} is open`);
  const offered = await newestEntry();
  await radios.plugInCable();
  await untilTold(offered, 'There is a network');
  const state = () => machine.run('nmcli --terse --fields DEVICE,STATE device | grep ^wlan0');
  await expect.poll(state, { timeout: 60_000, interval: 1_000 }).toBe('wlan0:disconnected\n');
});

test('nothing failed meanwhile', async () => {
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
});

/** Where the journal ends now, as a cursor. */
async function newestEntry(): Promise<string> {
  const said = await machine.run('journalctl --quiet --no-pager --lines=1 --output=cat --show-cursor');
  const cursor = /^-- cursor: (\S+)$/m.exec(said)?.[1];
  if (!cursor) throw new Error(`the journal has no cursor:\n${said}`);
  return cursor;
}

/** Until one of the program's lines in the journal after this one says so. Others may have followed it already. */
async function untilTold(cursor: string, words: string) {
  const since = `journalctl --quiet --no-pager --after-cursor='${cursor}' --unit=percloud-wifi-setup --identifier=percloud --output=cat`;
  for (const end = performance.now() + 300_000; performance.now() < end; await sleep(2_000))
    if ((await machine.run(since)).includes(words)) return;
  throw new Error(
    `“${words}” was not told:\n${await machine.run('journalctl --unit=percloud-wifi-setup --unit=NetworkManager --lines=60')}`,
  );
}
