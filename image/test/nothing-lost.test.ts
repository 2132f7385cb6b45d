import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Place } from '@percloud/contract/backup-places';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testImage } from '../../agent/src/host/build.ts';
import { rootDir } from '../../agent/src/host/root-dir.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { Machine } from './machine.ts';
import { Owner } from './owner.ts';

let home: string;
let machine: Machine;
let ada: Owner;
let target: Target;

// With a disk for backups plugged in.
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'percloud-disk-'));
  const disk = join(home, 'disk.img');
  await runCommand('truncate', ['--size=400M', disk]);
  await runCommand('mkfs.ext4', ['-q', '-L', 'Blue', disk]);
  machine = await Machine.with(join(rootDir, testImage.output), { otherDisks: [disk] });
});
afterAll(async () => {
  await machine?.remove();
  rmSync(home, { recursive: true, force: true });
});

test('the plug pulled again and again during the first start does no harm', async () => {
  // On two cores without KVM partitions are made between 20 and 40 s after power-on, what makes the box itself comes before 60.
  for (const seconds of [22, 32, 50]) {
    machine.powerOn();
    await sleep(seconds * 1_000);
    await machine.cutPower();
  }
  machine.powerOn();
  await machine.untilReady();
  expect(await machine.run('systemctl --failed --no-legend --plain')).toBe('');
  expect(await machine.run('lsblk --noheadings --list --output=PARTLABEL | sort | xargs')).toMatch(
    /boot_a boot_b config data store system_a system_b/,
  );
});

/** A place with its recovery words written down, and a backup in it. */
async function keepAt(place: Place): Promise<Target> {
  const { api } = ada.person;
  const { percloud } = ada;
  const made = await api.call('addBackupTarget', { params: { percloud }, body: { place } });
  const at = { params: { percloud, target: made.id } };
  const { words, ask } = await api.call('makeRecoveryWords', at);
  await api.call('confirmRecoveryWords', { ...at, body: { words: ask.map((number) => words[number - 1] ?? '') } });
  expect(await ada.ended(await api.call('makeBackup', at))).toMatchObject({ status: 'succeeded', problem: null });
  return made;
}
const params = () => ({ percloud: ada.percloud, target: target.id });
const newest = async () => (await ada.person.api.call('listBackups', { params: params() }))[0];
const prove = async () => {
  const backup = (await newest())?.id ?? '';
  return ada.ended(await ada.person.api.call('drillBackup', { params: { ...params(), backup } }));
};

test('what is on it is kept on a disk, and opens from there, by an agent that may do little', async () => {
  ada = await Owner.claim(machine);
  expect(await ada.install('radicale', 'calendar')).toMatchObject({ status: 'succeeded', problem: null });
  const { api } = ada.person;
  const [disk, ...others] = await api.call('listBackupDisks', { params: { percloud: ada.percloud } });
  expect([disk?.name, others]).toEqual(['Blue', []]);
  target = await keepAt({ kind: 'disk', fileSystem: disk?.fileSystem ?? '' });
  expect(await prove()).toMatchObject({ status: 'succeeded', outcome: { apps: 1, openedApps: 1 } });
  expect(await newest()).toMatchObject({ proof: { problem: null } });
});

test('bits that flip on that disk are found, and healed', async () => {
  const pack = '$(ls -S $(find /mnt/percloud-backups/*/data -type f) | head -n 1)';
  await machine.run(`mount LABEL=Blue /mnt && printf oops | dd of=${pack} bs=1 seek=300 conv=notrunc; umount /mnt`);
  // A small place is read through often enough that it is found: restic takes a part of its packs each time.
  await expect.poll(async () => (await prove()).outcome, { timeout: 500_000, interval: 0 }).toMatchObject({ notWell: 1 });
  const mended = await ada.ended(await ada.person.api.call('mendBackups', { params: params() }));
  expect(mended).toMatchObject({ status: 'succeeded', problem: null, outcome: { damagedPacks: 1 } });
  expect((await prove()).outcome).toEqual({ apps: 1, openedApps: 1 });
});

test('another box is found by its name on the home’s network, and keeps it as well', async () => {
  // The other one is this one: what differs is only at which address its name leads.
  expect(await ada.install('friend-backups', 'for-ada')).toMatchObject({ status: 'succeeded', problem: null });
  const app = (await ada.apps()).find(({ slug }) => slug === 'for-ada');
  const at = { percloud: ada.percloud, app: app?.id ?? '' };
  const { url, user, password } = await ada.person.api.call('createAppPassword', { params: at, body: { device: 'Ada’s box' } });
  expect(new URL(url).host).toBe('for-ada-ada.local');
  expect(await keepAt({ kind: 'box', address: url, user, password })).toMatchObject({ place: 'for-ada-ada.local' });
});

test('its own disk is read through, and nothing is wrong with it', async () => {
  const scrubbed = await ada.ended(await ada.person.api.call('scrubDisk'));
  expect(scrubbed).toMatchObject({ status: 'succeeded', problem: null, outcome: { damagedCount: 0 } });
  expect(await machine.errors()).toEqual([]);
});

test('it goes by its own name at home, and has nothing to say about that', async () => {
  const ages = 'cat /proc/uptime; systemctl show --value --property=ActiveEnterTimestampMonotonic percloud-agent';
  const agentAge = async () => {
    const [uptime = '', startedAt = ''] = (await machine.run(ages)).split('\n');
    return Number.parseFloat(uptime) - Number(startedAt) / 1e6;
  };
  // It waits for three minutes before it says anything, and looks once a minute.
  await expect.poll(agentAge, { timeout: 300_000, interval: 5_000 }).toBeGreaterThan(250);
  expect((await ada.person.api.call('listFindings')).map(({ check }) => check)).not.toContain('name-unresolvable');
});
