import { describe, expect, test } from 'vitest';
import { appCookieValue } from './cookies.ts';
import { type AppRequest, decide } from './decide.ts';
import { hashSecret } from './hash-secret.ts';
import { indexView } from './indexed-view.ts';
import { type GateApp, gateViewSchema } from './view.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const later = '2026-11-21T13:00:00Z';
const earlier = '2026-11-21T11:00:00Z';
const title = { en: 'Notes', es: 'Notas', it: 'Note' };
const notes: GateApp = {
  id: 'notes',
  host: 'notes-ada.local',
  title,
  state: 'open',
  reason: null,
  public: ['/shared', '/dav/open'],
  private: ['/shared/drafts'],
  devices: ['/dav'],
  people: [
    { id: 'ada', until: null },
    { id: 'helper', until: later },
    { id: 'former', until: earlier },
  ],
};
const session = (person: string, expiresAt = later) => ({ idHash: hashSecret(person), person, expiresAt });
const password = (id: string, person = 'ada', app = 'notes') => ({ id, app, person, hash: hashSecret(id) });
const view = indexView(
  gateViewSchema.parse({
    version: 1,
    key: Buffer.alloc(32, 7).toString('base64'),
    panelOrigin: 'https://percloud.local:8443',
    sessions: [session('ada'), session('bob'), session('helper'), session('former'), session('gone'), session('late', earlier)],
    people: ['ada', 'bob', 'helper', 'former', 'late'].map((id) => ({ id, name: id, language: 'en' })),
    apps: [
      notes,
      { ...notes, id: 'shut', host: 'shut-ada.local', state: 'closed', reason: 'busy' },
      { ...notes, id: 'web', host: 'web-ada.local', devices: [], public: ['/'], private: [] },
    ],
    appPasswords: [password('phone'), password('bobs', 'bob'), password('formers', 'former'), password('elsewhere', 'ada', 'web')],
  }),
);

const cookieOf = (person: string, host = notes.host) => `__Host-percloud-app=${appCookieValue(view.key, hashSecret(person), host)}`;
const basic = (user: string, secret: string) => `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;
const ask = (parts: Partial<AppRequest>) => decide(view, { method: 'GET', host: notes.host, uri: '/', ...parts }, now);
const passed = (parts: Partial<AppRequest>) => {
  const decision = ask(parts);
  if (decision.kind !== 'pass') throw new Error(decision.kind);
  return { ...decision.passed, person: decision.passed.person?.name ?? null, appPassword: decision.appPassword };
};

describe('sessions', () => {
  test('let in whom the app is shared with, while their grant and session last', () => {
    expect(passed({ cookie: cookieOf('ada') }).person).toBe('ada');
    expect(passed({ cookie: cookieOf('helper') }).person).toBe('helper');
    expect(ask({ cookie: cookieOf('former') }).kind).toBe('deny');
    expect(ask({ cookie: cookieOf('bob') }).kind).toBe('deny');
    expect(ask({ cookie: cookieOf('late') }).kind).toBe('sign-in');
    expect(ask({ cookie: cookieOf('gone') }).kind).toBe('sign-in');
  });

  test('can’t be made up or carried over', () => {
    const [idHash = '', seal = ''] = cookieOf('ada').split('=')[1]?.split('.') ?? [];
    const forged = [
      cookieOf('ada', 'web-ada.local'),
      `__Host-percloud-app=${idHash}.`,
      `__Host-percloud-app=${idHash}`,
      `__Host-percloud-app=${hashSecret('bob')}.${seal}`,
      `__host-percloud-app=${idHash}.${seal}`,
      '__Host-percloud=ada',
      `__Host-percloud-app=${idHash}.${seal}x`,
    ];
    for (const cookie of forged) expect([cookie, ask({ cookie }).kind]).toEqual([cookie, 'sign-in']);
  });

  test('don’t count for changes from other sites, and do for the app’s own pages', () => {
    const cookie = cookieOf('ada');
    const own = 'https://notes-ada.local:8443';
    const kind = (parts: Partial<AppRequest>) => ask({ cookie, method: 'POST', ...parts }).kind;
    expect(kind({})).toBe('pass');
    expect(kind({ origin: own })).toBe('pass');
    expect(kind({ origin: own, fetchSite: 'same-origin' })).toBe('pass');
    expect(kind({ origin: 'null', fetchSite: 'same-origin' })).toBe('pass');
    expect(kind({ origin: 'https://notes-ada.local' })).toBe('refuse');
    expect(kind({ origin: 'https://web-ada.local:8443', fetchSite: 'same-site' })).toBe('refuse');
    expect(kind({ fetchSite: 'cross-site' })).toBe('refuse');
    expect(kind({ method: 'GET', upgrade: 'key', origin: 'https://evil.example' })).toBe('refuse');
    expect(kind({ method: 'GET', fetchSite: 'cross-site', fetchMode: 'navigate' })).toBe('pass');
  });
});

describe('nobody known', () => {
  test.each<[string, Partial<AppRequest>, string]>([
    ['a page', { accept: 'text/html', fetchMode: 'navigate' }, 'sign-in'],
    ['curl', {}, 'sign-in'],
    ['a form', { method: 'POST', fetchMode: 'navigate' }, 'sign-in'],
    ['a script', { fetchMode: 'cors' }, 'refuse'],
    ['a picture', { fetchMode: 'no-cors' }, 'refuse'],
    ['a change', { method: 'DELETE' }, 'refuse'],
    ['a WebSocket', { upgrade: 'key' }, 'refuse'],
    ['a public page', { uri: '/shared/x' }, 'pass'],
    ['a device', { uri: '/dav/x', method: 'PROPFIND' }, 'challenge'],
    ['a device that reads', { uri: '/dav/x', accept: '*/*' }, 'challenge'],
    ['a device’s OPTIONS', { uri: '/dav', method: 'OPTIONS' }, 'challenge'],
    ['a browser on a device path', { uri: '/dav', accept: 'text/html,*/*' }, 'sign-in'],
    ['a private page below a public one', { uri: '/shared/drafts/x', fetchMode: 'navigate' }, 'sign-in'],
    ['a script on a private page', { uri: '/shared/drafts', fetchMode: 'cors' }, 'refuse'],
    ['a public device path', { uri: '/dav/open', method: 'PROPFIND' }, 'pass'],
    ['an unknown host', { host: 'evil.local' }, 'unknown-host'],
    ['a closed app', { host: 'shut-ada.local', uri: '/shared' }, 'closed'],
    ['an app public as a whole', { host: 'web-ada.local', uri: '/a/..//b' }, 'pass'],
  ])('%s', (_, parts, kind) => expect(ask(parts).kind).toBe(kind));
});

describe('app passwords', () => {
  const dav = { uri: '/dav/x', method: 'PUT' };
  test('let their person in, on device paths of their app only', () => {
    expect(passed({ ...dav, authorization: basic('ada', 'phone') })).toMatchObject({
      person: 'ada',
      appPassword: 'phone',
      authorization: '',
    });
    expect(passed({ ...dav, authorization: basic(' Ada', 'phone').replace('Basic', 'bAsIc ') }).person).toBe('ada');
    expect(ask({ uri: '/private', method: 'PUT', authorization: basic('ada', 'phone') }).kind).toBe('refuse');
    expect(ask({ uri: '/dav/..%2fprivate', method: 'PUT', authorization: basic('ada', 'phone') }).kind).toBe('refuse');
  });

  test.each([
    ['bob', 'phone'],
    ['ada', 'Phone'],
    ['ada', 'elsewhere'],
    ['ada', ''],
    ['', 'phone'],
    ['bob', 'bobs'],
    ['former', 'formers'],
  ])('%s with %s is wrong', (user, secret) => {
    expect(ask({ ...dav, authorization: basic(user, secret) })).toEqual({ kind: 'challenge', account: `notes ${user}`, byPage: false });
  });

  test('are never asked for by the browser’s own window while a page is open', () => {
    expect(ask({ ...dav, fetchSite: 'same-origin', fetchMode: 'cors' })).toMatchObject({ kind: 'challenge', byPage: true });
    expect(ask({ ...dav, fetchSite: 'none' })).toMatchObject({ kind: 'challenge', byPage: false });
  });

  test('a name without end is counted by its beginning', () => {
    const decision = ask({ ...dav, authorization: basic('a'.repeat(10_000), 'x') });
    expect(decision.kind === 'challenge' && decision.account?.length).toBe(70);
  });

  test('a wrong one is never a visitor, even where visitors may go', () => {
    expect(ask({ uri: '/dav/open', authorization: basic('ada', 'x') }).kind).toBe('challenge');
  });

  test('what looks like one stays with the gate', () => {
    expect(passed({ ...dav, cookie: cookieOf('ada'), authorization: 'basic  a b' }).authorization).toBe('');
  });

  test('a session is enough: what the app’s own page sends as Basic is neither counted nor passed on', () => {
    expect(passed({ ...dav, cookie: cookieOf('ada'), authorization: basic('ada', 'anything') })).toMatchObject({
      person: 'ada',
      appPassword: null,
      authorization: '',
    });
  });
});

test('an app sees its own cookies and credentials, never ours', () => {
  const cookie = `a=1; ${cookieOf('ada')};b=2;__Host-percloud=x; __HOST-Percloud-way=y; c="3"`;
  expect(passed({ cookie, authorization: 'Bearer own' })).toEqual({
    person: 'ada',
    cookie: 'a=1; b=2; c="3"',
    authorization: 'Bearer own',
    appPassword: null,
  });
  expect(passed({ uri: '/shared', cookie: cookieOf('bob') })).toMatchObject({ person: null, cookie: '' });
});
