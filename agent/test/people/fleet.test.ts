import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { hashPassword } from '../../src/people/password.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { asCaddy, type RawAnswer } from './as-caddy.ts';
import { Rows } from './rows.ts';

const fleetKey = 'many boxes one hand';
const password = 'lamp tiger ocean';

let box: Installation;
let firstCode: string;
let operator: string;

beforeAll(async () => {
  box = await startInstallation();
  firstCode = await code();
});
afterAll(() => box?.stop());

const code = async () => (await box.root.call('getClaimCode')).code ?? '';
const tokenIn = ({ headers }: RawAnswer) => /^__Host-percloud=([^;]+)/.exec(headers['set-cookie']?.[0] ?? '')?.[1] ?? '';
const get = (path: string, token?: string) => asCaddy(box.host, { method: 'GET', path, token });
const greeting = async (): Promise<unknown> => JSON.parse((await get('/greeting')).text);
const signIn = (name: string, given: string) => asCaddy(box.host, { method: 'POST', path: '/session', body: { name, password: given } });
const claim = (given: string, name = 'ana', address = '192.0.2.1') =>
  asCaddy(box.host, {
    method: 'POST',
    path: '/claim',
    headers: { 'x-forwarded-for': address },
    body: { code: given, name, displayName: 'Ana', language: 'es', password },
  });

function writeFleet(text: string) {
  mkdirSync(dirname(paths(box.host).fleet), { recursive: true });
  writeFileSync(paths(box.host).fleet, text, { mode: 0o600 });
}
async function fleet(name = 'rosa') {
  return JSON.stringify({ name, displayName: 'Red de Bibliotecas', language: 'es', passwordHash: await hashPassword(fleetKey) });
}
function counts() {
  const rows = new Rows(box.host);
  const all = Object.fromEntries(
    ['person', 'percloud', 'grant', 'claim', 'owner_claim', 'session'].map((table) => [table, rows.count(table)]),
  );
  rows.close();
  return all;
}

test('a file that can’t be read claims nothing, and the box comes up', async () => {
  for (const text of ['{', '{"name":"rosa"}', JSON.stringify({ name: 'rosa', displayName: 'R', language: 'es', passwordHash: fleetKey })]) {
    writeFleet(text);
    await box.restartAgent();
    expect(await greeting()).toMatchObject({ claimed: false, operator: null });
  }
  const log = await box.agent.log();
  expect(log).toContain('fleet.json');
  expect(log).not.toContain(fleetKey);
});

test('the code that was shown before is gone before the operator is taken on', async () => {
  // Where its start ends in between, as when the power goes.
  const refused = refuseWrites(box.host, 'INSERT ON claim');
  writeFleet(await fleet());
  await box.restartAgent();
  expect(counts()).toMatchObject({ person: 0, claim: 0 });
  expect(await code()).not.toBe(firstCode);
  refused.allow();
});

test('killed at any moment of its start, there is one operator in the end and no file', async () => {
  writeFleet(await fleet());
  for (const afterMs of [250, 450, 600, 700, 800, 900, 1_000, 1_200]) {
    await box.agent.kill('SIGKILL');
    await box.agent.launch();
    await sleep(afterMs);
  }
  await box.restartAgent();
  expect(existsSync(paths(box.host).fleet)).toBe(false);
  expect(counts()).toEqual({ person: 1, percloud: 0, grant: 1, claim: 1, owner_claim: 0, session: 0 });
});

test('a file that comes again, or comes from somebody else, claims nothing more', async () => {
  for (const name of ['rosa', 'mallory']) {
    writeFleet(await fleet(name));
    await box.restartAgent();
    expect(existsSync(paths(box.host).fleet)).toBe(false);
  }
  expect(counts()).toMatchObject({ person: 1, claim: 1, grant: 1 });
});

test('who comes is told who looks after the box, and the code that would have given it away is worth nothing', async () => {
  expect(await greeting()).toMatchObject({ claimed: true, operator: 'Red de Bibliotecas', language: 'es' });
  expect(await code()).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await code()).not.toBe(firstCode);
  expect(readFileSync(paths(box.host).claimCode, 'utf8').trim()).toBe(await code());
  expect((await claim(firstCode)).code).toBe('wrong-claim-code');
  expect(counts()).toMatchObject({ person: 1, percloud: 0 });
});

test('the operator signs in with the fleet key, looks after the box, and sees that an owner is awaited', async () => {
  operator = tokenIn(await signIn('rosa', fleetKey));
  expect(JSON.parse((await get('/me', operator)).text)).toMatchObject({
    displayName: 'Red de Bibliotecas',
    grants: [{ role: 'operator', percloud: null }],
    perclouds: [],
  });
  expect((await get('/box', operator)).status).toBe(200);
  expect(JSON.parse((await get('/box/owner-code', operator)).text)).toEqual({ code: await code() });
  expect((await get('/box/owner-code')).code).toBe('not-signed-in');
});

test('the operator’s name is taken, and the owner is told so', async () => {
  const answer = await claim(await code(), 'rosa');
  expect(answer.code).toBe('bad-input');
  expect(JSON.parse(answer.text).fields).toMatchObject([{ path: 'body.name', rule: 'taken' }]);
  expect(counts()).toMatchObject({ person: 1, percloud: 0, session: 1 });
});

let owner: string;

test('of two owners at once one gets the percloud, and not the box', async () => {
  const given = await code();
  const answers = await Promise.all([
    claim(given, 'ana', '198.51.100.1'),
    claim(given, 'ben', '198.51.100.2'),
    claim(given, 'ana', '198.51.100.3'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(answers.filter((answer) => answer.code === 'already-claimed')).toHaveLength(2);
  const winner = answers.find(({ status }) => status === 201);
  owner = winner ? tokenIn(winner) : '';
  expect(counts()).toEqual({ person: 2, percloud: 1, grant: 2, claim: 1, owner_claim: 1, session: 2 });
  const me = JSON.parse((await get('/me', owner)).text);
  expect(me.grants).toEqual([expect.objectContaining({ role: 'owner', percloud: me.perclouds[0].id })]);
  expect(existsSync(paths(box.host).claimCode)).toBe(false);
});

test('then nobody is awaited any more', async () => {
  await box.restartAgent();
  expect(await greeting()).toMatchObject({ claimed: true, operator: null });
  expect(await code()).toBe('');
  expect((await claim(firstCode, 'eve', '203.0.113.9')).code).toBe('already-claimed');
  expect(JSON.parse((await get('/box/owner-code', operator)).text)).toEqual({ code: null });
});

test('the owner does not see the box, and the operator not the percloud', async () => {
  const { perclouds } = JSON.parse((await get('/me', owner)).text);
  const percloud: string = perclouds[0].id;
  for (const path of ['/box', '/box/ssh', '/box/owner-code']) expect((await get(path, owner)).code).toBe('not-allowed');
  expect((await get(`/perclouds/${percloud}/apps`, owner)).status).toBe(200);
  expect((await get(`/perclouds/${percloud}/apps`, operator)).code).toBe('not-found');
  expect(JSON.parse((await get('/perclouds', operator)).text)).toEqual([]);
});
