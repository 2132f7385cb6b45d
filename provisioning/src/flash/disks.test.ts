import { parseLsblk } from '@percloud/hardware/lsblk';
import { expect, test } from 'vitest';
import { chooseDisk, refuseSmall, removableDisks } from './disks.ts';

const disk = (name: string, more: object = {}) => ({ name, path: `/dev/${name}`, type: 'disk', size: 32e9, rm: false, ...more });
const part = (name: string, mountpoints: (string | null)[] = [null]) => ({
  name,
  path: `/dev/${name}`,
  type: 'part',
  size: 1e9,
  mountpoints,
});
const devices = parseLsblk(
  JSON.stringify({
    blockdevices: [
      disk('nvme0n1', { children: [part('nvme0n1p1', ['/boot/efi']), { ...part('nvme0n1p2'), children: [part('dm-0', ['/'])] }] }),
      disk('nvme1n1'),
      disk('sda', { rm: true, size: 0, vendor: 'Generic ', model: 'Reader' }),
      disk('sdb', { rm: true, vendor: 'SanDisk ', model: 'Ultra', children: [{ ...part('sdb1'), label: 'PHOTOS', fstype: 'vfat' }] }),
      disk('sdc', { hotplug: true, children: [part('sdc1', ['/media/ada/PHOTOS', '/mnt'])] }),
      disk('mmcblk0'),
      disk('mmcblk0boot0'),
      disk('sdd', { rm: true, ro: true }),
      disk('sde', { rm: true, children: [part('sde1', ['[SWAP]'])] }),
      { ...disk('sr0', { rm: true }), type: 'rom' },
      { ...disk('loop7'), type: 'loop' },
    ],
  }),
);
const choose = (name: string, anyDisk = false) => chooseDisk(devices, `/dev/${name}`, { anyDisk });

test('lists what can be taken out, with size and model, and no empty readers', () => {
  expect(removableDisks(devices).map(({ name }) => name)).toEqual(['sdb', 'sdc', 'mmcblk0', 'sdd', 'sde']);
  expect(removableDisks(devices)[0]).toEqual({
    name: 'sdb',
    path: '/dev/sdb',
    model: 'SanDisk Ultra',
    sizeBytes: 32e9,
    contents: ['PHOTOS'],
  });
});

test.each([
  ['sdz', /There is no disk/],
  ['sdb1', /part of the disk \/dev\/sdb\./],
  ['dm-0', /part of the disk \/dev\/nvme0n1\./],
  ['sdc', /in use, as \/media\/ada\/PHOTOS, \/mnt\./],
  ['sde', /in use, as \[SWAP\]/],
  ['sdd', /protected against writing/],
  ['sda', /empty/],
  ['nvme1n1', /built in/],
  ['loop7', /built in/],
  ['sr0', /no disk/],
])('refuses %s', (name, words) => expect(() => choose(name)).toThrow(words));

test('takes a built-in disk only where that is asked for, and never the one this computer runs from', () => {
  expect(choose('nvme1n1', true).name).toBe('nvme1n1');
  expect(choose('loop7', true).name).toBe('loop7');
  expect(() => choose('nvme0n1', true)).toThrow('the disk this computer runs from');
  expect(() => choose('sdc', true)).toThrow('in use');
});

test('refuses an image larger than the disk', () => {
  expect(() => refuseSmall(choose('sdb'), 32e9)).not.toThrow();
  expect(() => refuseSmall(choose('sdb'), 33e9)).toThrow('too small: it has 32.0 GB, the image 33.0 GB');
});
