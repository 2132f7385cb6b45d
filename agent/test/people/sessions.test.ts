import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateViewSchema } from '../../src/gate/view.ts';
import { paths } from '../../src/host/host-config.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy, type RawAnswer } from './as-caddy.ts';
import { Rows } from './rows.ts';

const password = 'lamp tiger ocean';
const env = { PERCLOUD_LOG_LEVEL: 'debug' };
const nextPassword = 'ocean tiger lamp';

let box: Installation;
let code: string;

beforeAll(async () => {
  box = await startInstallation({ env });
  code = readFileSync(paths(box.host).claimCode, 'utf8').trim();
});
afterAll(() => box?.stop());

const tokenIn = ({ headers }: RawAnswer) => /^__Host-percloud=([^;]+)/.exec(headers['set-cookie']?.[0] ?? '')?.[1];
const claim = (given: string, name = 'ana', address = '192.0.2.1') =>
  asCaddy(box.host, {
    method: 'POST',
    path: '/claim',
    headers: { 'x-forwarded-for': address },
    body: { code: given, name, displayName: 'Ana', language: 'es', password },
  });
const signIn = (given: string, name = 'ana', address = '192.0.2.1') =>
  asCaddy(box.host, { method: 'POST', path: '/session', headers: { 'x-forwarded-for': address }, body: { name, password: given } });
const me = (token: string | undefined) => asCaddy(box.host, { method: 'GET', path: '/me', token });
const gateSessions = () => gateViewSchema.parse(JSON.parse(readFileSync(paths(box.host).gateView, 'utf8'))).sessions.length;

test('a wrong code claims nothing, and guessing is stopped', async () => {
  const codes = [];
  for (let tries = 0; tries < 11; tries += 1) codes.push((await claim('AAAA-AAAA', 'eve', '203.0.113.7')).code);
  expect(codes).toEqual([...Array(10).fill('wrong-claim-code'), 'too-many-tries']);
  expect((await claim(code, 'eve', '203.0.113.7')).code).toBe('too-many-tries');
  const rows = new Rows(box.host);
  expect(rows.count('person')).toBe(0);
  rows.close();
});

test('of many claims at once one wins, whole', async () => {
  const names = ['ana', 'ben', 'cleo', 'dora', 'emil'];
  const answers = await Promise.all(names.map((name, index) => claim(code.toLowerCase().replace('-', ''), name, `198.51.100.${index}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  expect(answers.filter((answer) => answer.code === 'already-claimed')).toHaveLength(4);
  const rows = new Rows(box.host);
  expect(['person', 'percloud', 'grant', 'claim', 'session'].map((table) => rows.count(table))).toEqual([1, 1, 2, 1, 1]);
  rows.close();
  expect(() => statSync(paths(box.host).claimCode)).toThrow();
  expect((await box.root.call('getClaimCode')).code).toBeNull();

  const winner = answers.find(({ status }) => status === 201);
  const cookie = winner?.headers['set-cookie']?.[0] ?? '';
  expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Lax', 'Secure']);
});

test('a claimed box is claimed after a restart, even if the code came back', async () => {
  await box.restartAgent(env);
  expect((await claim(code, 'mallory')).code).toBe('already-claimed');
  expect((await asCaddy(box.host, { method: 'GET', path: '/greeting' })).text).toContain('"claimed":true');
});

/** The winner of the claims is any of them; from here on there is one called ana. */
test('root sets a password, which ends that person’s sessions', async () => {
  const rows = new Rows(box.host);
  const token = rows.addSession(rows.addPerson('anatole'));
  rows.close();
  expect((await me(token)).status).toBe(200);
  await box.root.call('resetPassword', { params: { person: 'anatole' }, body: { next: password } });
  expect((await me(token)).status).toBe(401);
  expect((await signIn(password, 'Anatole')).status).toBe(201);
});

test('names that exist and names that don’t are refused alike', async () => {
  const [known, unknown] = [await signIn('wrong password', 'anatole'), await signIn('wrong password', 'nobody')];
  expect(known.status).toBe(401);
  expect(known.text).toBe(unknown.text);
});

test('signing in puts the session into the gate’s view, signing out takes it away, before the answer', async () => {
  const before = gateSessions();
  const token = tokenIn(await signIn(password, 'anatole'));
  expect(gateSessions()).toBe(before + 1);
  await asCaddy(box.host, { method: 'DELETE', path: '/session', token });
  expect(gateSessions()).toBe(before);
  expect((await me(token)).code).toBe('not-signed-in');
});

test('sessions are listed, and one of them ended', async () => {
  const [here, there] = [tokenIn(await signIn(password, 'anatole')), tokenIn(await signIn(password, 'anatole'))];
  const list: { id: string; current: boolean; address: string }[] = JSON.parse(
    (await asCaddy(box.host, { method: 'GET', path: '/me/sessions', token: here })).text,
  );
  expect(list.filter(({ current }) => current)).toHaveLength(1);
  expect(list.every(({ address }) => address === '192.0.2.1')).toBe(true);
  const other = JSON.parse((await asCaddy(box.host, { method: 'GET', path: '/me/sessions', token: there })).text).find(
    ({ current }: { current: boolean }) => current,
  );
  expect((await asCaddy(box.host, { method: 'DELETE', path: `/me/sessions/${other.id}`, token: here })).status).toBe(204);
  expect((await me(there)).status).toBe(401);
  expect((await me(here)).status).toBe(200);
});

test('events end with the session', async () => {
  const token = tokenIn(await signIn(password, 'anatole'));
  const stream = asCaddy(box.host, { method: 'GET', path: '/events', token });
  const first = await asCaddy(box.host, { method: 'GET', path: '/events', token, firstPiece: true });
  expect(first.headers['content-type']).toBe('text/event-stream');
  expect(first.text).toMatch(/^event: state\ndata: \{"apps":\[\],"operations":\[\]/);
  await asCaddy(box.host, { method: 'DELETE', path: '/session', token });
  expect((await stream).text).toContain('event: state');
});

test('a new password ends the other sessions and the old password', async () => {
  const [here, there] = [tokenIn(await signIn(password, 'anatole')), tokenIn(await signIn(password, 'anatole'))];
  const change = (current: string, next: string) =>
    asCaddy(box.host, { method: 'PUT', path: '/me/password', token: here, body: { current, next } });
  expect((await change('not it', nextPassword)).code).toBe('wrong-password');
  expect((await change(password, 'password123')).code).toBe('weak-password');
  expect((await change(password, nextPassword)).status).toBe(204);
  expect((await me(here)).status).toBe(200);
  expect((await me(there)).status).toBe(401);
  expect((await signIn(password, 'anatole')).code).toBe('wrong-password');
  expect((await signIn(nextPassword, 'anatole')).status).toBe(201);
});

test('signing out everywhere ends all of them', async () => {
  const [here, there] = [tokenIn(await signIn(nextPassword, 'anatole')), tokenIn(await signIn(nextPassword, 'anatole'))];
  expect((await asCaddy(box.host, { method: 'DELETE', path: '/me/sessions', token: here })).status).toBe(204);
  expect([(await me(here)).status, (await me(there)).status]).toEqual([401, 401]);
});

test('an address is the one Caddy saw, whatever a browser says', async () => {
  const browser = box.visitor();
  const headers = { origin: browser.origin, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.66' };
  const body = JSON.stringify({ name: 'anatole', password: nextPassword });
  expect((await browser.fetch(`${browser.origin}/api/session`, { method: 'POST', headers, body })).status).toBe(201);
  const [session] = await browser.api.call('listSessions');
  expect(session).toMatchObject({ current: true, address: '127.0.0.1' });
});

test('nobody else on the machine can read or call', () => {
  const { database, gateView, agentSocket, agentCaddySocket } = paths(box.host);
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect([database, `${database}-wal`, gateView, agentSocket, agentCaddySocket].map(modeOf)).toEqual(['600', '600', '640', '600', '660']);
});

test('guessing a password is stopped by account, without locking its owner out, and by address, whoever', async () => {
  const byAccount = [];
  for (let tries = 0; tries < 11; tries += 1) byAccount.push((await signIn('guess', 'anatole', '198.51.100.7')).code);
  expect(byAccount).toEqual([...Array(10).fill('wrong-password'), 'too-many-tries']);
  const limited = await signIn(nextPassword, 'anatole', '198.51.100.7');
  expect(limited.code).toBe('too-many-tries');
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  expect((await signIn('guess', 'anatole', '198.51.100.8')).code).toBe('wrong-password');
  const fromEverywhere = [];
  for (let tries = 0; tries < 90; tries += 1) fromEverywhere.push((await signIn('guess', 'anatole', `198.18.${tries}.1`)).code);
  expect(fromEverywhere.at(-1)).toBe('too-many-tries');
  const byAddress = [];
  for (let tries = 0; tries < 61; tries += 1) byAddress.push((await signIn('guess', `name${tries}`, '203.0.113.99')).code);
  expect(byAddress.at(-1)).toBe('too-many-tries');
});

test('the log has no password, no code and no token', async () => {
  const token = tokenIn(await signIn(password, 'ben', '198.51.100.200'));
  const log = await box.agent.log();
  expect(log).toContain('"path":"/api/session"');
  for (const secret of [password, nextPassword, code, token]) if (secret) expect(log).not.toContain(secret);
});
