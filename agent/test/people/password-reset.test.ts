import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { type Installation, startInstallation } from '../installation.ts';
import type { Person } from '../person.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { asCaddy } from './as-caddy.ts';
import { Rows } from './rows.ts';

const env = { PERCLOUD_LOG_LEVEL: 'debug' };
const password = 'lamp tiger ocean';
let box: Installation;
let ada: Person;
let codeFile: string;

beforeAll(async () => {
  box = await startInstallation({ env });
  codeFile = paths(box.host).resetCode;
});
afterAll(() => box?.stop());

const makeCode = async (way: 'screen' | 'file' = 'screen') => (await box.root.call('makeResetCode', { body: { way } })).code;
const reset = (code: string, { name = 'ada', next = password, address = '192.0.2.1' } = {}) =>
  asCaddy(box.host, {
    method: 'POST',
    path: '/password-reset',
    headers: { 'x-forwarded-for': address },
    body: { code, name, password: next },
  });

test('a box without an owner has nothing to reset', async () => {
  await expect(makeCode()).rejects.toMatchObject({ problem: { code: 'wrong-state' } });
  ada = await box.claim();
  expect(await box.root.call('getResetCode')).toEqual({ good: null });
});

test('a code from the box sets a new password, signs in, and ends all other sessions', async () => {
  const code = await makeCode();
  expect(readFileSync(codeFile, 'utf8')).not.toContain(code.slice(0, 4));
  expect(statSync(codeFile).mode & 0o777).toBe(0o600);
  expect((await ada.api.call('getMe')).passwordResetAt).toBeNull();
  const answer = await reset(` ${code.toLowerCase().replace('-', ' ')}`);
  expect([answer.status, answer.headers['set-cookie']?.[0]]).toEqual([201, expect.stringMatching(/^__Host-percloud=/)]);
  await expect(ada.api.call('getMe')).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
  await expect(ada.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } })).rejects.toMatchObject({
    problem: { code: 'wrong-password' },
  });
  await ada.api.call('signIn', { body: { name: 'ada', password } });
});

test('it is on record, for its person and for operators, and for nobody else', async () => {
  const me = await ada.api.call('getMe');
  expect(Date.now() - Date.parse(me.passwordResetAt ?? '')).toBeLessThan(60_000);
  const [record] = await ada.api.call('listOperations', { query: {} });
  expect(record).toMatchObject({ kind: 'person.reset-password', status: 'succeeded', startedBy: { person: me.id, name: 'ada' } });

  const rows = new Rows(box.host);
  rows.addPerson('ben');
  const token = rows.addSession(rows.addPerson('carla'));
  rows.close();
  expect((await reset(await makeCode(), { name: 'ben' })).status).toBe(201);
  const kinds = (await ada.api.call('listOperations', { query: {} })).map(({ startedBy }) => startedBy.name);
  expect(kinds.slice(0, 2)).toEqual(['ben', 'ada']);
  expect((await asCaddy(box.host, { method: 'GET', path: '/operations', token })).text).toBe('[]');
});

test('a code works once, and of many at once one has it', async () => {
  const code = await makeCode();
  const answers = await Promise.all(
    [1, 2, 3, 4].map((index) => reset(code, { address: `198.51.100.${index}`, next: `${password} ${index}` })),
  );
  expect(answers.map((answer) => answer.code ?? answer.status).sort()).toEqual([
    201,
    'wrong-reset-code',
    'wrong-reset-code',
    'wrong-reset-code',
  ]);
  expect((await reset(code)).code).toBe('wrong-reset-code');
  expect(() => statSync(codeFile)).toThrow();
});

test('a weak password or a name mistyped does not use it up; a new one voids it', async () => {
  const code = await makeCode();
  expect((await reset(code, { next: 'password123', address: '203.0.113.1' })).code).toBe('weak-password');
  expect((await reset(code, { name: 'adda', address: '203.0.113.1' })).code).toBe('unknown-name');
  const later = await makeCode();
  expect((await reset(code, { address: '203.0.113.1' })).code).toBe('wrong-reset-code');
  await box.restartAgent(env);
  expect((await reset(later, { address: '203.0.113.1' })).status).toBe(201);
});

test('nobody learns who signs in here without a code, and guessing is stopped', async () => {
  await makeCode();
  const codes = [];
  for (let tries = 0; tries < 11; tries += 1)
    codes.push((await reset('AAAA-AAAA', { name: tries % 2 ? 'ada' : 'nobody', address: '203.0.113.7' })).code);
  expect(codes).toEqual([...Array(10).fill('wrong-reset-code'), 'too-many-tries']);
});

test('a code ends by itself, one by a file after a day', async () => {
  const minutesLeft = async () => (Date.parse((await box.root.call('getResetCode')).good?.endsAt ?? '') - Date.now()) / 60_000;
  await makeCode('screen');
  expect(Math.round(await minutesLeft())).toBe(30);
  const code = await makeCode('file');
  expect(Math.round(await minutesLeft())).toBe(24 * 60);
  const kept: object = JSON.parse(readFileSync(codeFile, 'utf8'));
  writeFileSync(codeFile, JSON.stringify({ ...kept, endsAt: new Date(Date.now() - 1_000).toISOString() }));
  expect((await reset(code, { address: '203.0.113.9' })).code).toBe('wrong-reset-code');
  expect(await box.root.call('getResetCode')).toEqual({ good: null });
  writeFileSync(codeFile, 'cut off in the mid');
  expect(await box.root.call('getResetCode')).toEqual({ good: null });
});

test('no code and no password stands in the log', async () => {
  const code = await makeCode();
  await reset(code, { address: '203.0.113.11', next: 'harbour violin moss' });
  const log = await box.agent.log();
  expect(log).toContain('/api/password-reset');
  for (const secret of [code, code.replace('-', ''), 'harbour violin moss', password]) expect(log).not.toContain(secret);
});

test('what fails leaves the code good, and what has set the password leaves it good for nothing', async () => {
  const code = await makeCode();
  const person = refuseWrites(box.host, 'UPDATE ON person');
  expect((await reset(code, { next: 'one two three four' })).status).toBe(500);
  person.allow();
  expect(await box.root.call('getResetCode')).toMatchObject({ good: { way: 'screen' } });
  // As where the box dies right after it.
  const session = refuseWrites(box.host, 'INSERT ON session');
  expect((await reset(code, { next: 'one two three four' })).status).toBe(500);
  session.allow();
  expect(await box.root.call('getResetCode')).toEqual({ good: null });
  await ada.api.call('signIn', { body: { name: 'ada', password: 'one two three four' } });
  expect((await reset(code, { next: password })).code).toBe('wrong-reset-code');
});

test('who knows the old password changes none that was set anew meanwhile', async () => {
  let current = 'one two three four';
  for (const round of ['one', 'two', 'three']) {
    const [intruders, owners] = [`an intruder ${round} was here`, `its owner ${round} is back`];
    const code = await makeCode();
    await ada.api.call('signIn', { body: { name: 'ada', password: current } });
    const [, answer] = await Promise.all([
      ada.api.call('changePassword', { body: { current, next: intruders } }).catch(() => undefined),
      reset(code, { next: owners }),
    ]);
    expect(answer.status).toBe(201);
    await ada.api.call('signIn', { body: { name: 'ada', password: owners } });
    current = owners;
  }
});
