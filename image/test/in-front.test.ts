import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import type { Person } from '../../agent/test/person.ts';
import { Machine } from './machine.ts';

/** Where to leave pictures of the screen, for whoever wants to look at them. */
const album = process.env.PERCLOUD_ALBUM;
const password = 'correct horse battery';
const code = '[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}';
/** The old partition is out of the table, and the new file system being made. It is the second restart since power-on. */
const fileSystemBegins = /(reboot: Restarting system[\s\S]*){2}loop0: detected capacity change/;
const marker = `a letter of somebody ${Math.random().toString(36).slice(2)}`;
let machine: Machine;
let ada: Person;
let boxId: string;
let oldCode: string;

beforeAll(async () => {
  machine = await Machine.with(join(rootDir, testImage.output), { screen: true });
  machine.powerOn();
  await machine.untilReady();
}, 900_000);
afterAll(() => machine?.remove());

/** What stands on the screen. The kernel tells each sign as four bytes. */
async function screen(): Promise<string> {
  const bytes = Buffer.from(await machine.run('base64 --wrap=0 /dev/vcsu1'), 'base64');
  const signs = Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => String.fromCodePoint(bytes.readUInt32LE(4 * index)));
  return signs.join('').replace(/\s+/g, ' ');
}
const drive = (command: string) => machine.run(`cd /boot/config && ${command}`);
const resetPassword = async (given: string, next: string) => {
  const visitor = await machine.visitor();
  await visitor.api.call('resetPasswordWithCode', { body: { code: given, name: 'ada', password: next } });
  return visitor;
};
async function untilOnScreen(words: RegExp): Promise<string> {
  await expect.poll(screen, { timeout: 60_000, interval: 1_000 }).toMatch(words);
  return words.exec(await screen())?.[1] ?? '';
}
/** Whoever wrote on the drive closes it a moment after. */
const untilReadOnly = () =>
  expect
    .poll(() => machine.run('findmnt --noheadings --output=OPTIONS /boot/config'), { timeout: 30_000, interval: 1_000 })
    .toMatch(/^ro,/);
const bootId = () => machine.run('cat /proc/sys/kernel/random/boot_id');
const claimCode = async () => (await machine.run('cat /var/lib/percloud/claim-code')).trim();
async function photograph(name: string) {
  if (album) await machine.photograph(join(album, `${name}.png`));
}

test('the screen shows where it is, its code, and a picture for phones', async () => {
  await untilOnScreen(new RegExp(`Claim code: (${code})`));
  expect(await screen()).toContain('http://percloud.local');
  expect(await screen()).toMatch(/█{20}/);
  await photograph('unclaimed');
});

test('no key ends it, and what others write there is gone in a moment', async () => {
  const main = () => machine.run('systemctl show --property=MainPID,NRestarts percloud-console');
  const before = await main();
  for (const key of ['ctrl-c', 'ctrl-z', 'ctrl-d', 'ctrl-backslash', 'esc', 'q', 'ret']) await machine.press(key);
  await machine.run("printf 'spoilt spoilt spoilt\\n' > /dev/tty1; echo spoilt > /dev/kmsg");
  await expect.poll(screen, { timeout: 30_000, interval: 1_000 }).not.toContain('spoilt');
  expect(await screen()).toContain('Claim code:');
  expect(await main()).toBe(before);
  expect((await machine.run('cat /sys/module/kernel/parameters/consoleblank')).trim()).toBe('0');
});

test('the code stands in the log and on the drive, and goes when the box has an owner', async () => {
  const shown = await untilOnScreen(new RegExp(`Claim code: (${code})`));
  expect(await machine.run('journalctl --no-pager --output=cat --unit=percloud-claim-file')).toContain(`Claim code: ${shown}`);
  expect(await drive('cat claim.txt')).toContain(`    ${shown}`);
  oldCode = await claimCode();
  ada = await machine.visitor();
  await ada.api.call('claim', { body: { code: shown, name: 'ada', displayName: 'Ada', language: 'es', password } });
  await untilOnScreen(/Este equipo tiene dueño/);
  await expect.poll(() => drive('ls'), { timeout: 60_000, interval: 1_000 }).not.toContain('claim.txt');
  await untilReadOnly();
  await photograph('claimed');
});

test('with a keyboard: R shows a code that sets a new password, once', async () => {
  await machine.press('r');
  const shown = await untilOnScreen(new RegExp(`Código: (${code})`));
  await photograph('reset');
  const visitor = await resetPassword(shown, 'violin harbour moss');
  await expect(ada.api.call('getMe')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  await untilOnScreen(/Pulsa R/);
  await expect(resetPassword(shown, 'another harbour moss')).rejects.toMatchObject({ problem: { code: 'wrong-reset-code' } });
  ada = visitor;
});

test('the operator opens SSH with a key, or is told why not', async () => {
  await expect(ada.api.call('openSsh', { body: { key: '-----BEGIN OPENSSH PRIVATE KEY-----' } })).rejects.toMatchObject({
    problem: { code: 'ssh-key-private' },
  });
  expect(await ada.api.call('getSshAccess')).toEqual({ keys: [] });
});

test('restarted by its operator, it comes back by itself, and says so', async () => {
  await machine.run('mount -o remount,rw /boot/config && touch /boot/config/Reset-Password.txt.txt && mount -o remount,ro /boot/config');
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

test('without a keyboard: a file on the drive is answered at the next start, and taken away when its code was used', async () => {
  await expect.poll(() => drive('ls'), { timeout: 120_000, interval: 2_000 }).toMatch(/^reset-password\.txt$/m);
  const text = await drive('cat reset-password.txt');
  const visitor = await resetPassword(new RegExp(code).exec(text)?.[0] ?? '', 'lantern harbour moss');
  await expect(ada.api.call('getMe')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  await expect.poll(() => drive('ls'), { timeout: 60_000, interval: 1_000 }).not.toMatch(/reset/i);
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  ada = visitor;
});

test('another name than the box’s resets nothing', async () => {
  await expect(ada.api.call('resetBox', { body: { name: 'somebox' } })).rejects.toMatchObject({ problem: { code: 'wrong-box-name' } });
});

test('reset by its operator, and the plug pulled while it was, everything is new', async () => {
  await machine.run(`echo '${marker}' > /var/lib/percloud/letter; btrfs filesystem sync /var`);
  boxId = await machine.run('sed -n \'s/.*"boxId": *"\\([a-z0-9]*\\)".*/\\1/p\' /var/lib/percloud/box.json');
  expect(await machine.holds(marker)).toBe(true);
  expect(boxId).toMatch(/^[a-z0-9]{8}\n$/);
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
  await untilReadOnly();
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
