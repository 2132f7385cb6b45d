import { expect, test } from 'vitest';
import { parseHeldBytes } from './btrfs.ts';

const output = `     Total   Exclusive  Set shared  Filename
 209715200    15728640    73400320  /data/perclouds/p/apps/a
  73400320     5242880    68157440  /data/perclouds/p/apps/a/2
`;

test('counts what files share once, by path', () => {
  expect(parseHeldBytes(output, ['/data/perclouds/p/apps/a/2', '/data/perclouds/p/apps/a'])).toEqual([73_400_320, 89_128_960]);
});

test('does not take silence for nothing', () => {
  expect(() => parseHeldBytes('', ['/data'])).toThrow('/data');
});
