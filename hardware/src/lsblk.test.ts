import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disksAmong, diskUnder } from './disks.ts';
import { listBlockDevices, parseLsblk } from './lsblk.ts';

const outputs = join(import.meta.dirname, '../test/outputs');
const machine = (name: string) => disksAmong(parseLsblk(readFileSync(join(outputs, `lsblk-${name}.json`), 'utf8')));

test('a Raspberry Pi with a card, a disk on USB, an empty card reader and memory that looks like a disk', () => {
  expect(machine('raspberry-pi')).toEqual([
    {
      device: '/dev/mmcblk0',
      model: '',
      kind: 'sd-card',
      sizeBytes: 31914983424,
      removable: false,
      mountPoints: ['/boot/firmware', '/'],
      usedBytes: 66916352 + 3221225472,
      freeBytes: 468713472 + 26843545600,
    },
    {
      device: '/dev/sda',
      model: 'Samsung PSSD T7',
      kind: 'usb',
      sizeBytes: 1000204886016,
      removable: true,
      mountPoints: ['/var/lib/percloud'],
      usedBytes: 412316860416,
      freeBytes: 580821450752,
    },
  ]);
});

test('a PC with NVMe, an encrypted mirror of two hard disks and a DVD drive', () => {
  const disks = machine('pc');
  expect(disks.map(({ device, kind, model }) => [device, kind, model])).toEqual([
    ['/dev/sda', 'hdd', 'WDC WD40EFRX-68N32N0'],
    ['/dev/sdb', 'hdd', 'WDC WD40EFRX-68N32N0'],
    ['/dev/nvme0n1', 'ssd', 'Samsung SSD 970 EVO 500GB'],
  ]);
  // What lies on a mirror lies on both its disks.
  expect(disks[0]?.mountPoints).toEqual(['/srv']);
  expect(disks[1]?.mountPoints).toEqual(['/srv']);
});

test('a virtual machine as an older lsblk tells it, in texts', () => {
  expect(machine('virtual')).toMatchObject([{ device: '/dev/vda', kind: 'virtual', sizeBytes: 274877906944, usedBytes: 34274504704 }]);
});

test('finds the disk below this very checkout', async () => {
  const devices = await listBlockDevices();
  const disks = disksAmong(devices);
  const below = diskUnder(import.meta.dirname, devices);
  // A container may see no disk at all.
  if (below !== undefined) expect(disks.map(({ device }) => device)).toContain(below);
  for (const { device, sizeBytes, usedBytes } of disks) {
    expect(device).toMatch(/^\/dev\/\w/);
    expect(usedBytes ?? 0).toBeLessThanOrEqual(sizeBytes);
  }
});

test('what is not a list of disks is refused', () => {
  expect(() => parseLsblk('{"blockdevices": [{"name": 1}]}')).toThrow();
});
