import { expect, test } from 'vitest';
import { parseBlkid } from './file-systems.ts';

test('what blkid says of disks, partitions without a file system left out', () => {
  const text = `DEVNAME=/dev/sda1
LABEL=My\\ Backups
UUID=6E57-0DF1
TYPE=exfat
PARTUUID=0f

DEVNAME=/dev/sda2
PARTLABEL=empty
PARTUUID=10
`;
  expect([...parseBlkid(text).values()]).toEqual([{ path: '/dev/sda1', uuid: '6E57-0DF1', type: 'exfat', label: 'My Backups' }]);
  expect(parseBlkid('').size).toBe(0);
});
