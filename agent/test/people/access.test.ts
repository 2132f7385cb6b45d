import { api } from '@percloud/contract/api';
import type { Endpoint, Role } from '@percloud/contract/endpoint';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/new-id.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from './as-caddy.ts';
import { Rows } from './rows.ts';

const callers = ['visitor', 'expiredSession', 'stranger', 'foreignOwner', 'operator', 'member', 'helper', 'formerHelper', 'owner'] as const;
type CallerName = (typeof callers)[number];

/** Said anew, not taken from the code under test: who gets past the door of an endpoint. */
const inside: Record<Role, readonly CallerName[]> = {
  anyone: callers,
  person: ['stranger', 'foreignOwner', 'operator', 'member', 'helper', 'formerHelper', 'owner'],
  member: ['member', 'helper', 'owner'],
  helper: ['helper', 'owner'],
  owner: ['owner'],
  operator: ['operator'],
  root: [],
};
const withoutSession: readonly CallerName[] = ['visitor', 'expiredSession'];
const withGrant: readonly CallerName[] = ['member', 'helper', 'owner'];

let box: Installation;
let rows: Rows;
let percloud: string;
const people = new Map<CallerName, string>();

beforeAll(async () => {
  box = await startInstallation();
  rows = new Rows(box.host);
  percloud = rows.addPercloud('mine');
  const other = rows.addPercloud('other');
  const hour = 3_600_000;
  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  people.set('expiredSession', rows.addPerson('expired', [{ role: 'owner', percloud }]));
  people.set('stranger', rows.addPerson('stranger'));
  people.set('foreignOwner', rows.addPerson('foreign', [{ role: 'owner', percloud: other }]));
  people.set('operator', rows.addPerson('operator', [{ role: 'operator' }]));
  people.set('member', rows.addPerson('member', [{ role: 'member', percloud }]));
  people.set('helper', rows.addPerson('helper', [{ role: 'helper', percloud, endsAt: at(hour) }]));
  people.set('formerHelper', rows.addPerson('former', [{ role: 'helper', percloud, endsAt: at(-hour) }]));
  people.set('owner', rows.addPerson('owner', [{ role: 'owner', percloud }]));
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

/** A session for each call: some of them end the session they are called with. */
function tokenOf(caller: CallerName): string | undefined {
  const person = people.get(caller);
  return person && rows.addSession(person, new Date(Date.now() + (caller === 'expiredSession' ? -1_000 : 3_600_000)));
}

function call(endpoint: Endpoint, caller: CallerName, percloudId: string) {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => (name === 'percloud' ? percloudId : newId()));
  const body = endpoint.body ? {} : undefined;
  return asCaddy(box.host, {
    method: endpoint.method,
    path,
    token: tokenOf(caller),
    body,
    firstPiece: endpoint.stream === 'text/event-stream',
  });
}

function expectedRefusal(role: Role, caller: CallerName): string {
  if (role === 'root') return 'not-allowed';
  if (withoutSession.includes(caller)) return 'not-signed-in';
  if (role === 'operator' || withGrant.includes(caller)) return 'not-allowed';
  return 'not-found';
}

describe.each(Object.entries<Endpoint>(api))('%s', (_, endpoint) => {
  test.each(callers)('%s', async (caller) => {
    const answer = await call(endpoint, caller, percloud);
    const { role } = endpoint;
    if (inside[role].includes(caller))
      expect(['not-signed-in', 'not-allowed', 'not-found', 'wrong-origin', 'internal']).not.toContain(insideCode(endpoint, answer.code));
    else expect(answer.code).toBe(expectedRefusal(role, caller));
  });
});

const ofPerclouds = Object.entries<Endpoint>(api).filter(([, { path }]) => path.includes(':percloud'));
test.each(ofPerclouds)('%s answers alike for a percloud of others and one that does not exist', async (_, endpoint) => {
  const [foreign, missing] = [await call(endpoint, 'foreignOwner', percloud), await call(endpoint, 'foreignOwner', newId())];
  expect([foreign.status, foreign.text]).toEqual([missing.status, missing.text]);
});

/** Things made up for the path are honestly not found by those who may look for them. */
function insideCode(endpoint: Endpoint, code: string | undefined) {
  const madeUp = /:(?!percloud)\w+/.test(endpoint.path);
  return madeUp && code === 'not-found' ? undefined : code;
}

test('what Caddy passes on is never root, whatever it says', async () => {
  for (const headers of [
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-for': undefined },
    { host: 'localhost', 'x-real-ip': '127.0.0.1' },
  ])
    expect((await asCaddy(box.host, { method: 'GET', path: '/claim-code', headers })).code).toBe('not-allowed');
});

test('a change has to come from the panel', async () => {
  const token = tokenOf('owner');
  const change = (headers: Record<string, string | undefined>) =>
    asCaddy(box.host, { method: 'PATCH', path: '/me', token, body: { displayName: 'Evil' }, headers });
  for (const origin of [undefined, 'null', 'https://evil.example', `https://calendar-mine.${box.host.appDomain}:${box.host.httpsPort}`])
    expect((await change({ origin })).code).toBe('wrong-origin');
  expect((await change({ origin: undefined, 'sec-fetch-site': 'cross-site' })).code).toBe('wrong-origin');
  expect((await change({ origin: undefined, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test('members see their perclouds, operators none by being operators, root all', async () => {
  const list = async (caller: CallerName) =>
    JSON.parse((await asCaddy(box.host, { method: 'GET', path: '/perclouds', token: tokenOf(caller) })).text);
  expect(await list('member')).toEqual([{ id: percloud, slug: 'mine', name: 'mine', role: 'member' }]);
  expect(await list('operator')).toEqual([]);
  expect(await list('formerHelper')).toEqual([]);
  expect((await box.root.call('listPerclouds')).map(({ slug }) => slug)).toEqual(['mine', 'other']);
});

test('root is told that a percloud does not exist', async () => {
  await expect(box.root.call('listApps', { params: { percloud: newId() }, query: {} })).rejects.toMatchObject({
    problem: { code: 'not-found' },
  });
});
