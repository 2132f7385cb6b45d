import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/database/new-id.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy, type RawRequest } from './as-caddy.ts';
import { Rows } from './rows.ts';

let box: Installation;
let rows: Rows;
let token: string;
let percloud: string;

beforeAll(async () => {
  box = await startInstallation();
  rows = new Rows(box.host);
  percloud = rows.addPercloud('mine');
  token = rows.addSession(rows.addPerson('owner', [{ role: 'owner', percloud }, { role: 'operator' }]));
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

const apps = '/perclouds/PERCLOUD/apps';
const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;

const bad: [what: string, request: RawRequest, code: string, field?: string][] = [
  ['malformed JSON', { method: 'POST', path: apps, body: '{"catalogApp":' }, 'malformed-json'],
  ['no JSON at all', { method: 'POST', path: apps, body: '', headers: { 'content-type': 'application/json' } }, 'malformed-json'],
  ['a poisoned prototype', { method: 'POST', path: apps, body: '{"__proto__":{"role":"owner"}}' }, 'malformed-json'],
  ['a list', { method: 'POST', path: apps, body: [] }, 'bad-input', 'body'],
  ['null', { method: 'POST', path: apps, body: 'null' }, 'bad-input', 'body'],
  ['nothing', { method: 'POST', path: apps }, 'bad-input', 'body'],
  ['very deep JSON', { method: 'POST', path: apps, body: deep }, 'bad-input', 'body.a'],
  [
    'a form',
    { method: 'POST', path: apps, body: 'catalogApp=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'unsupported-type',
  ],
  ['plain text', { method: 'POST', path: apps, body: '{}', headers: { 'content-type': 'text/plain' } }, 'unsupported-type'],
  [
    'an upload',
    { method: 'POST', path: apps, body: '--x--', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    'unsupported-type',
  ],
  ['more than a megabyte', { method: 'POST', path: apps, body: `"${'x'.repeat(1024 * 1024)}"` }, 'too-large'],
  ['a wrong type', { method: 'POST', path: apps, body: { catalogApp: 1 } }, 'bad-input', 'body.catalogApp'],
  ['a path for an app', { method: 'POST', path: apps, body: { catalogApp: '../../etc/passwd' } }, 'bad-input', 'body.catalogApp'],
  ['a bad slug', { method: 'POST', path: apps, body: { catalogApp: 'radicale', slug: 'a--b' } }, 'bad-input', 'body.slug'],
  ['an unknown key', { method: 'POST', path: apps, body: { catalogApp: 'radicale', admin: true } }, 'bad-input', 'body.admin'],
  [
    'a bad setting',
    { method: 'POST', path: apps, body: { catalogApp: 'radicale', settings: { title: {} } } },
    'bad-input',
    'body.settings.title',
  ],
  ['an unknown app', { method: 'POST', path: apps, body: { catalogApp: 'no-such-app' } }, 'catalog-app-not-found'],
  ['a bad query', { method: 'GET', path: '/operations?limit=1000' }, 'bad-input', 'query.limit'],
  ['another bad query', { method: 'GET', path: `${apps}?bin=maybe` }, 'bad-input', 'query.bin'],
  ['a bad id', { method: 'GET', path: `${apps}/NOT-AN-ID` }, 'bad-input', 'params.app'],
  ['an id that climbs', { method: 'GET', path: `${apps}/..%2f..%2fetc` }, 'bad-input', 'params.app'],
  ['a path that climbs', { method: 'GET', path: '/../../etc/passwd' }, 'not-found'],
  ['a broken escape', { method: 'GET', path: `${apps}/%zz` }, 'not-found'],
  ['an endless id', { method: 'GET', path: `${apps}/${'a'.repeat(5_000)}` }, 'not-found'],
  ['an app that is not there', { method: 'GET', path: `${apps}/${newId()}` }, 'app-not-found'],
  ['an operation that is not there', { method: 'GET', path: `/operations/${newId()}` }, 'operation-not-found'],
  ['an unknown address', { method: 'GET', path: '/nothing' }, 'not-found'],
  ['a wrong method', { method: 'DELETE', path: '/health' }, 'not-found'],
  ['an odd method', { method: 'PROPFIND', path: '/health' }, 'not-found'],
  ['a bad name', { method: 'POST', path: '/session', body: { name: 'a b', password: 'x' } }, 'bad-input', 'body.name'],
  ['a common password', { method: 'PUT', path: '/me/password', body: { current: 'x', next: 'short' } }, 'bad-input', 'body.next'],
  ['a language nobody translated', { method: 'PATCH', path: '/me', body: { language: 'tlh' } }, 'bad-input', 'body.language'],
];

test.each(bad)('%s', async (_, request, code, field) => {
  const before = rows.count('operation');
  const answer = await asCaddy(box.host, { ...request, path: request.path.replace('PERCLOUD', percloud), token });
  expect(answer.code).toBe(code);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const document: { status: number; remedy: string; fields?: { path: string }[] } = JSON.parse(answer.text);
  expect(document.status).toBe(answer.status);
  expect(document.remedy).not.toBe('');
  if (field) expect(document.fields?.map(({ path }) => path)).toContain(field);
  expect(rows.count('operation')).toBe(before);
});

test('the log names requests but no secret', async () => {
  const password = 'never to be logged 123';
  await asCaddy(box.host, { method: 'POST', path: '/session', body: { name: 'owner', password }, token });
  const log = await box.agent.log();
  expect(log).not.toContain(password);
  expect(log).not.toContain(token);
});
