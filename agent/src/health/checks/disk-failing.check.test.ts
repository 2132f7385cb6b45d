import { expect, test } from 'vitest';
import type { DiskHealth } from '../sources.ts';
import { diskFailing } from './disk-failing.check.ts';

const well: DiskHealth['smart'] = {
  ...{ health: 'good', temperatureCelsius: 35 },
  ...{ unreadableSectors: 0, replacedSectors: 0, usedPercent: 3 },
};
const disk = (smart: Partial<DiskHealth['smart']>, rest: Partial<DiskHealth> = {}): DiskHealth => ({
  ...{ device: '/dev/sda', model: 'Disk 1', holds: ['data'], ...rest },
  smart: { ...well, ...smart },
});
const told = (...disks: DiskHealth[]) => diskFailing.decide(disks, () => false);

test.each<[string, Partial<DiskHealth['smart']>, string[][]]>([
  ['well', {}, []],
  ['that says nothing', { health: 'unknown', unreadableSectors: null, replacedSectors: null, usedPercent: null }, []],
  ['that expects to fail', { health: 'failing', unreadableSectors: 3 }, [['failing', 'bad']]],
  ['with places it can’t read', { unreadableSectors: 1, replacedSectors: 50 }, [['unreadable', 'bad']]],
  ['with a few places replaced', { replacedSectors: 9 }, []],
  ['with many places replaced', { replacedSectors: 10 }, [['replaced', 'notice']]],
  ['nearly worn', { usedPercent: 90 }, [['worn', 'notice']]],
  ['written more than promised', { usedPercent: 130 }, [['worn-out', 'bad']]],
])('a disk %s', (_, smart, expected) => {
  expect(told(disk(smart)).map((found) => [found.case, found.severity])).toEqual(expected);
});

test('says which disk and how much, to all whose data lie on it', () => {
  expect(told(disk({ unreadableSectors: 8 }))).toMatchObject([
    { concerns: 'everybody', values: { disk: 'Disk 1 (/dev/sda)', count: 8, percent: 3 }, remedies: [] },
  ]);
  expect(told(disk({ unreadableSectors: 8 }, { holds: [], model: '' }))).toMatchObject([
    { concerns: 'operator', values: { disk: '/dev/sda' } },
  ]);
  expect(told(disk({ replacedSectors: 12 }))).toMatchObject([{ concerns: 'operator', values: { count: 12 } }]);
});

test('of several the worst, and of equally bad ones the one with the data', () => {
  const system = disk({ usedPercent: 95 }, { device: '/dev/sdb', holds: ['system'] });
  expect(told(system, disk({ usedPercent: 95 }))[0]?.values.disk).toContain('/dev/sda');
  expect(told(disk({ usedPercent: 95 }), disk({ health: 'failing' }, { device: '/dev/sdc', holds: [] }))[0]?.values.disk).toContain(
    '/dev/sdc',
  );
});
