import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { addDevice, machineTree } from '../test/machine-tree.ts';
import { type Counters, readCounters } from './counters.ts';
import { ratesBetween } from './rates.ts';

let root = '';
afterEach(() => root && rmSync(root, { recursive: true, force: true }));

test('counts real disks and network cards, and memory that can be had as free', () => {
  root = machineTree({
    'proc/stat': 'cpu  100 20 30 800 40 5 5 0 7 0\ncpu0 100 20 30 800 40 5 5 0 7 0\n',
    'proc/meminfo': 'MemTotal:        3884316 kB\nMemFree:          100000 kB\nMemAvailable:    2884316 kB\n',
    'proc/diskstats': [
      '   8 0 sda 10 0 2000 5 10 0 4000 5 0 5 10',
      '   8 1 sda1 10 0 2000 5 10 0 4000 5 0 5 10',
      '   7 0 loop0 1 0 99 1 1 0 99 1 0 1 1',
    ].join('\n'),
    'proc/net/dev':
      'Inter-|   Receive  |  Transmit\n face |bytes |bytes\n  eth0: 1500 3 0 0 0 0 0 0 700 2 0 0 0 0 0 0\ndocker0: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0\n',
  });
  addDevice(root, 'sys/block/sda');
  addDevice(root, 'sys/class/net/eth0');
  expect(readCounters(root)).toMatchObject({
    processor: { busy: 160, total: 1000 },
    memoryUsedBytes: 1_000_000 * 1024,
    disks: new Map([['sda', { in: 2000 * 512, out: 4000 * 512 }]]),
    networks: new Map([['eth0', { in: 1500, out: 700 }]]),
  });
});

const counters = (changes: Partial<Counters>): Counters => ({
  atMs: 0,
  processor: { busy: 0, total: 0 },
  memoryUsedBytes: 0,
  disks: new Map(),
  networks: new Map(),
  ...changes,
});

test('what was done between two looks, by the second', () => {
  const before = counters({ disks: new Map([['sda', { in: 0, out: 1000 }]]), processor: { busy: 10, total: 100 } });
  const after = counters({ atMs: 2000, disks: new Map([['sda', { in: 500, out: 3000 }]]), processor: { busy: 60, total: 200 } });
  expect(ratesBetween(before, after)).toMatchObject({ processor: 0.5, readBytesPerSecond: 250, writeBytesPerSecond: 1000 });
});

test('a disk plugged in or exchanged is no traffic, and no time is no rate', () => {
  const before = counters({ disks: new Map([['sda', { in: 5000, out: 5000 }]]) });
  const after = counters({
    atMs: 1000,
    disks: new Map([
      ['sda', { in: 10, out: 10 }],
      ['sdb', { in: 9000, out: 9000 }],
    ]),
  });
  expect(ratesBetween(before, after)).toMatchObject({ readBytesPerSecond: 0, writeBytesPerSecond: 0 });
  expect(ratesBetween(after, { ...after, disks: before.disks })).toMatchObject({ processor: 0, readBytesPerSecond: 0 });
});

test('this machine counts on', async () => {
  const before = readCounters();
  await sleep(50);
  const after = readCounters();
  expect(after.processor.total).toBeGreaterThan(before.processor.total);
  expect(after.memoryUsedBytes).toBeGreaterThan(0);
});
