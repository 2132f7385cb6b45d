import { placeSchema } from '@percloud/contract/backup-places';
import { describe, expect, test } from 'vitest';
import { addressOf, describePlace } from './place-address.ts';

describe('what restic is told of a place, and what a person is', () => {
  test.each([
    [
      { kind: 'rest', address: 'https://nas.example/ada/', user: 'ada', password: 'a b/@' },
      'rest:https://ada:a%20b%2F%40@nas.example/ada/',
      'nas.example/ada',
    ],
    [
      { kind: 'box', address: 'https://for-ada-bela.local/', user: 'bela', password: 'a b' },
      'rest:https://bela:a%20b@for-ada-bela.local/backups/',
      'for-ada-bela.local',
    ],
    [{ kind: 'rest', address: 'http://10.0.0.2:8000', user: '' }, 'rest:http://10.0.0.2:8000/', '10.0.0.2:8000'],
    [{ kind: 'sftp', host: 'nas', user: 'ada', folder: '/srv/ada' }, 'sftp:ada@nas:/srv/ada', 'ada@nas:/srv/ada'],
    [
      { kind: 's3', address: 'https://s3.example', bucket: 'ada', folder: '/box/', accessKey: 'k', secretKey: 's' },
      's3:https://s3.example/ada/box',
      's3.example/ada/box',
    ],
  ])('%j', (typed, address, told) => {
    const place = placeSchema.parse(typed);
    if (place.kind === 'disk') throw new Error('not a disk');
    expect(addressOf(place).address).toBe(address);
    expect(describePlace(place)).toBe(told);
  });

  test('nothing that is typed becomes an option, a second line or a way upwards', () => {
    const sftp = { kind: 'sftp', host: 'nas', user: 'ada', folder: 'a' };
    for (const wrong of [
      { ...sftp, host: '-oProxyCommand=x' },
      { ...sftp, host: 'nas\nHost *' },
      { ...sftp, user: '-l' },
      { ...sftp, folder: '../other' },
      { kind: 'disk', fileSystem: '../../etc' },
      { kind: 'rest', address: 'https://ada:secret@nas.example' },
      { kind: 'rest', address: 'file:///etc' },
      { kind: 'box', address: 'http://for-ada-bela.local', user: 'bela', password: 'x' },
      { kind: 'box', address: 'https://for-ada-bela.local', user: 'bela' },
    ])
      expect(placeSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });
});
