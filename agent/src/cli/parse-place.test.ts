import { expect, test } from 'vitest';
import { parsePlace } from './parse-place.ts';

const disk = { fileSystem: '1234-ABCD', name: 'Backups', sizeBytes: 1, freeBytes: null, format: 'exfat' };
const asked = { secret: async () => 's3cret', disks: async () => [disk] };

test.each([
  ['disk:Backups', {}, { kind: 'disk', fileSystem: '1234-ABCD' }],
  ['sftp:ada@nas:/srv/ada', { port: '2222' }, { kind: 'sftp', host: 'nas', port: 2222, user: 'ada', folder: '/srv/ada' }],
  ['rest:https://nas.example/ada', { user: 'ada' }, { kind: 'rest', address: 'https://nas.example/ada', user: 'ada', password: 's3cret' }],
  [
    'box:https://for-ada-bela.local',
    { user: 'bela' },
    { kind: 'box', address: 'https://for-ada-bela.local', user: 'bela', password: 's3cret' },
  ],
  ['rest:http://10.0.0.2:8000', {}, { kind: 'rest', address: 'http://10.0.0.2:8000', user: '' }],
  [
    's3:https://s3.example/ada/box/one',
    { accessKey: 'key' },
    { kind: 's3', address: 'https://s3.example', bucket: 'ada', folder: 'box/one', accessKey: 'key', secretKey: 's3cret' },
  ],
])('%s', async (text, options, place) => {
  expect(await parsePlace(text, options, asked)).toEqual(place);
});

test.each([
  '/srv/backups',
  'disk:Other',
  'sftp:nas:/srv',
  'rest:ftp://nas',
  's3:https://s3.example',
  'sftp:ada@-oProxyCommand=x:/srv',
  'box:https://nas',
])('%s is no place', async (text) => {
  await expect(parsePlace(text, { accessKey: 'key' }, asked)).rejects.toThrow();
});
