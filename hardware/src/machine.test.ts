import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { addDevice, machineTree } from '../test/machine-tree.ts';
import { readNetworkCards, readUsbNames } from './connections.ts';
import { diskUnder } from './disks.ts';
import { parseLsblk } from './lsblk.ts';
import { readMachine } from './machine.ts';
import { findSensorFile, readCelsius } from './temperature.ts';

let root = '';
afterEach(() => root && rmSync(root, { recursive: true, force: true }));

const common = { 'proc/stat': 'cpu  1 2 3 4\nbtime 1763744058\n', 'proc/meminfo': 'MemTotal:        3884316 kB\n' };

test('a Raspberry Pi names itself in the device tree, and its processor by numbers only', () => {
  root = machineTree({
    ...common,
    'proc/device-tree/model': 'Raspberry Pi 4 Model B Rev 1.4\0',
    'proc/cpuinfo': ['0', '1', '2', '3'].map((core) => `processor\t: ${core}\nBogoMIPS\t: 108.00\nCPU part\t: 0xd08\n`).join('\n'),
  });
  expect(readMachine(root)).toMatchObject({
    model: 'Raspberry Pi 4 Model B Rev 1.4',
    processor: { model: '', cores: 4 },
    memoryBytes: 3884316 * 1024,
    startedAt: new Date('2025-11-21T16:54:18Z'),
  });
});

test.each([
  ['LENOVO', 'ThinkCentre M720q', 'LENOVO ThinkCentre M720q'],
  ['HP', 'HP EliteDesk 800 G3', 'HP EliteDesk 800 G3'],
  ['To Be Filled By O.E.M.', 'Default string', ''],
  ['System manufacturer', 'System Product Name', ''],
])('a PC of %s, %s', (vendor, product, model) => {
  root = machineTree({
    ...common,
    'proc/cpuinfo': 'processor\t: 0\nmodel name\t: Intel(R) Core(TM) i5-8400T CPU @ 1.70GHz\n',
    'sys/class/dmi/id/sys_vendor': `${vendor}\n`,
    'sys/class/dmi/id/product_name': `${product}\n`,
  });
  expect(readMachine(root)).toMatchObject({ model, processor: { model: 'Intel Core i5-8400T', cores: 1 } });
});

test('this machine', () => {
  const { memoryBytes, processor, startedAt } = readMachine();
  expect(memoryBytes).toBeGreaterThan(100_000_000);
  expect(processor.cores).toBeGreaterThan(0);
  expect(startedAt.getTime()).toBeLessThan(Date.now());
});

test('the first sensor that answers counts, by its name and not its number', () => {
  root = machineTree({
    'sys/class/hwmon/hwmon0/name': 'nvme\n',
    'sys/class/hwmon/hwmon0/temp1_input': '31850\n',
    'sys/class/hwmon/hwmon4/name': 'coretemp\n',
    'sys/class/hwmon/hwmon4/temp1_label': 'Package id 0\n',
    'sys/class/hwmon/hwmon4/temp1_input': '52000\n',
    'sys/class/hwmon/hwmon4/temp2_label': 'Core 0\n',
    'sys/class/hwmon/hwmon4/temp2_input': '50000\n',
    'sys/class/thermal/thermal_zone0/type': 'acpitz\n',
    'sys/class/thermal/thermal_zone0/temp': '27800\n',
  });
  const celsius = (...sensors: Parameters<typeof findSensorFile>[0]) => readCelsius(findSensorFile(sensors, root));
  expect(celsius({ hwmon: 'k10temp' }, { hwmon: 'coretemp', label: 'Package id 0' })).toBe(52);
  expect(celsius({ hwmon: 'coretemp', label: 'Core 0' })).toBe(50);
  expect(celsius({ zone: 'acpitz' })).toBe(27.8);
  expect(celsius({ hwmon: 'cpu_thermal' }, { zone: 'cpu-thermal' })).toBeNull();
});

test('a sensor that talks nonsense is none', () => {
  root = machineTree({ 'sys/class/thermal/thermal_zone0/type': 'cpu-thermal\n', 'sys/class/thermal/thermal_zone0/temp': '-274000\n' });
  expect(findSensorFile([{ zone: 'cpu-thermal' }], root)).toBeUndefined();
});

test('network cards, and what is plugged into USB', () => {
  root = machineTree({
    'sys/class/net/eth0/carrier': '1\n',
    'sys/class/net/eth0/speed': '1000\n',
    'sys/class/net/wlan0/carrier': '0\n',
    'sys/class/net/wlan0/wireless/nothing': '',
    'sys/class/net/docker0/carrier': '1\n',
    'sys/bus/usb/devices/usb1/product': 'xHCI Host Controller\n',
    'sys/bus/usb/devices/1-1/bDeviceClass': '09\n',
    'sys/bus/usb/devices/1-1/product': 'USB2.0 Hub\n',
    'sys/bus/usb/devices/1-1.2/bDeviceClass': '00\n',
    'sys/bus/usb/devices/1-1.2/product': 'Zigbee stick\n',
    'sys/bus/usb/devices/1-1.2/manufacturer': 'ITead\n',
    'sys/bus/usb/devices/1-1.2:1.0/bInterfaceClass': 'ff\n',
    'sys/bus/usb/devices/2-1/bDeviceClass': '00\n',
    'sys/bus/usb/devices/2-1/product': 'PSSD T7\n',
    'sys/bus/usb/devices/2-1:1.0/bInterfaceClass': '08\n',
  });
  addDevice(root, 'sys/class/net/eth0');
  addDevice(root, 'sys/class/net/wlan0');
  expect(readNetworkCards(root)).toEqual([
    { name: 'eth0', kind: 'cable', connected: true, megabitsPerSecond: 1000 },
    { name: 'wlan0', kind: 'wifi', connected: false, megabitsPerSecond: null },
  ]);
  expect(readUsbNames(root)).toEqual(['ITead Zigbee stick']);
});

test('the disk below a path, also through a file that is mounted as one', () => {
  root = machineTree({
    'proc/self/mountinfo': [
      '22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw',
      '30 22 0:40 / /run rw shared:5 - tmpfs tmpfs rw',
      '40 22 0:52 / /var/lib/percloud rw,noatime - btrfs /dev/loop3 rw',
      '41 22 0:53 / /mnt/my\\040disk rw - ext4 /dev/sdb1 rw',
    ].join('\n'),
    'sys/block/loop3/loop/backing_file': '/var/lib/percloud.btrfs\n',
  });
  const disk = (name: string) => ({
    name,
    path: `/dev/${name}`,
    type: 'disk',
    children: [1, 2].map((part) => ({ name: `${name}${part}`, path: `/dev/${name}${part}`, type: 'part' })),
  });
  const devices = parseLsblk(JSON.stringify({ blockdevices: [disk('sda'), disk('sdb')] }));
  expect(diskUnder('/var/lib/percloud', devices, root)).toBe('/dev/sda');
  expect(diskUnder('/mnt/my disk/photos', devices, root)).toBe('/dev/sdb');
  expect(diskUnder('/run/percloud', devices, root)).toBeUndefined();
});
