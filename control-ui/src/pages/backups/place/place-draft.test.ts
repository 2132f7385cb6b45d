import { placeSchema } from '@percloud/contract/backup-places';
import { expect, test } from 'vitest';
import { emptyPlace, placeOf } from './place-draft.ts';

const typed = {
  ...emptyPlace('disk'),
  ...{ fileSystem: '1f2e-3d4c', host: ' nas.home ', user: 'ada ', folder: 'backups', address: 'https://store.example\n' },
  ...{ bucket: 'ada', accessKey: 'key ', secretKey: ' secret' },
};

test.each([
  ['disk', { kind: 'disk', fileSystem: '1f2e-3d4c' }],
  ['sftp', { kind: 'sftp', host: 'nas.home', port: 22, user: 'ada', folder: 'backups' }],
  ['rest', { kind: 'rest', address: 'https://store.example', user: 'ada' }],
  ['s3', { kind: 's3', address: 'https://store.example', bucket: 'ada', folder: 'backups', accessKey: 'key', secretKey: 'secret' }],
] as const)('of what was typed a %s gets its own fields', (kind, place) => {
  const sent = placeOf({ ...typed, kind });
  expect(sent).toEqual(place);
  expect(placeSchema.safeParse(sent).success).toBe(true);
});

test('a password is sent as it was typed, and only where there is one', () => {
  expect(placeOf({ ...typed, kind: 'rest', password: ' with spaces ' })).toMatchObject({ password: ' with spaces ' });
  expect(placeOf({ ...typed, kind: 'rest' })).not.toHaveProperty('password');
});

test('another box always asks for a password', () => {
  const sent = placeOf({ ...typed, kind: 'box', password: 'shown there' });
  expect(sent).toEqual({ kind: 'box', address: 'https://store.example', user: 'ada', password: 'shown there' });
  expect(placeSchema.safeParse(sent).success).toBe(true);
  expect(placeSchema.safeParse(placeOf({ ...typed, kind: 'box' })).success).toBe(false);
});

test('a certificate is sent only where there is one, and to whom it can belong', () => {
  const certificate = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  for (const kind of ['rest', 's3'] as const)
    expect(placeOf({ ...typed, kind, certificate })).toMatchObject({ certificate: certificate.trim() });
  expect(placeOf({ ...typed, kind: 'sftp', certificate })).not.toHaveProperty('certificate');
});

test('the agent says what is wrong with a port that is no number', () => {
  const { success, error } = placeSchema.safeParse(placeOf({ ...typed, kind: 'sftp', port: 'many' }));
  expect(success).toBe(false);
  expect(error?.issues[0]?.path).toEqual(['port']);
});
