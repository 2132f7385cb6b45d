import { expect, test, vi } from 'vitest';
import type { HoldingDisk } from '../../box/box-disks.ts';
import { DisksHealth } from './disks-health.ts';

const smart = { temperatureCelsius: null, unreadableSectors: null, replacedSectors: null, usedPercent: null };

test('a disk that has gone to sleep is as ill as it was, until it is taken away', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const says: { health: 'good' | 'failing' | 'unknown' } = { health: 'failing' };
  const disk: HoldingDisk = {
    ...{ device: '/dev/sda', model: 'Disk 1', kind: 'hdd', sizeBytes: 1, removable: false, holds: [], mountPoints: [] },
    ...{ usedBytes: null, freeBytes: null },
  };
  let disks = [disk];
  const health = new DisksHealth({ list: async () => disks, smartOf: async () => ({ ...smart, ...says }) });
  const look = async () => {
    vi.advanceTimersByTime(5 * 60_000);
    await health.look();
    await Promise.resolve();
    return (await health.look()).map((disk) => disk.smart.health);
  };
  expect(await look()).toEqual(['failing']);
  says.health = 'unknown';
  expect(await look()).toEqual(['failing']);
  says.health = 'good';
  expect(await look()).toEqual(['good']);
  disks = [];
  expect(await look()).toEqual([]);
  vi.useRealTimers();
});
