import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../../agent/src/host/build.ts';
import { rootDir } from '../../../agent/src/host/root-dir.ts';
import type { Person } from '../../../agent/test/person.ts';
import { Machine } from '../machine.ts';

/** Where to leave pictures of the screen, for whoever wants to look at them. */
const album = process.env.PERCLOUD_ALBUM;
const password = 'correct horse battery';
const code = '[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}';
let machine: Machine;
let ada: Person;

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
const reset = async (given: string, next: string) => {
  const visitor = await machine.visitor();
  await visitor.api.call('resetPasswordWithCode', { body: { code: given, name: 'ada', password: next } });
  return visitor;
};
async function untilOnScreen(words: RegExp): Promise<string> {
  await expect.poll(screen, { timeout: 60_000, interval: 1_000 }).toMatch(words);
  return words.exec(await screen())?.[1] ?? '';
}
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
  ada = await machine.visitor();
  await ada.api.call('claim', { body: { code: shown, name: 'ada', displayName: 'Ada', language: 'es', password } });
  await untilOnScreen(/Este equipo tiene dueño/);
  await expect.poll(() => drive('ls'), { timeout: 60_000, interval: 1_000 }).not.toContain('claim.txt');
  expect(await machine.run('findmnt --noheadings --output=OPTIONS /boot/config')).toMatch(/^ro,/);
  await photograph('claimed');
});

test('with a keyboard: R shows a code that sets a new password, once', async () => {
  await machine.press('r');
  const shown = await untilOnScreen(new RegExp(`Código: (${code})`));
  await photograph('reset');
  await reset(shown, 'violin harbour moss');
  await expect(ada.api.call('getMe')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  await untilOnScreen(/Pulsa R/);
  await expect(reset(shown, 'another harbour moss')).rejects.toMatchObject({ problem: { code: 'wrong-reset-code' } });
});

test('without one: a file on the drive is answered at the next start, and taken away when its code was used', async () => {
  await machine.run('mount -o remount,rw /boot/config && touch /boot/config/Reset-Password.txt.txt && sync');
  await machine.cutPower();
  machine.powerOn();
  await machine.untilReady();
  await expect.poll(() => drive('ls'), { timeout: 120_000, interval: 2_000 }).toMatch(/^reset-password\.txt$/m);
  const text = await drive('cat reset-password.txt');
  await reset(new RegExp(code).exec(text)?.[0] ?? '', 'lantern harbour moss');
  await expect.poll(() => drive('ls'), { timeout: 60_000, interval: 1_000 }).not.toMatch(/reset/i);
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
}, 900_000);
