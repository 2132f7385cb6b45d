import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { GateView } from '../../src/gate/view.ts';
import { lastUsedSchema } from '../../src/gate/view.ts';
import { originOf, paths } from '../../src/host/host-config.ts';
import type { RoutedApp } from '../../src/routes/routed-app.ts';
import { Installation, startEcho, until } from './installation.ts';
import { notes, photos, sampleView, secrets } from './sample-view.ts';

let box: Installation;
let echo: { address: string; server: Server };
let view: GateView;
let apps: RoutedApp[];

beforeAll(async () => {
  echo = await startEcho();
  apps = [notes, photos].map(({ id, host }) => ({ id, host, address: echo.address, open: true }));
  box = await Installation.start(apps);
  view = sampleView(originOf(box.host.hostname, box.host));
});
afterAll(async () => {
  echo.server.closeAllConnections();
  echo.server.close();
  await box.stop();
});
beforeEach(async () => {
  box.writeView(view);
  await until(async () => (await box.ask(notes.host, '/shared')).status === 200);
});

const panelCookie = (session: string): [string, string] => ['Cookie', `__Host-percloud=${session}`];
const echoed = (body: string) =>
  z.object({ method: z.string(), url: z.string(), headers: z.array(z.string()), bytes: z.number() }).parse(JSON.parse(body));
const headersOf = (body: string) => {
  const { headers } = echoed(body);
  return Object.fromEntries(headers.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), headers[index + 1]]] : [])));
};
const cookiesOf = (setCookies: string[] | undefined) =>
  (setCookies ?? []).map((each) => each.split(';')[0] ?? '').filter((each) => !each.endsWith('='));
const inside = (location: string | undefined) => {
  const url = new URL(location ?? '');
  return { host: url.hostname, path: `${url.pathname}${url.search}` };
};

/** Walks the redirects as a browser would; gives back the cookies the app's host has set in the end. */
async function signIn(host: string, path: string, session: string) {
  const first = await box.ask(host, path);
  expect(first.status).toBe(302);
  const way = cookiesOf(first.headers['set-cookie']);
  const enter = inside(first.headers.location);
  expect(enter.host).toBe(box.host.hostname);
  const second = await box.ask(enter.host, enter.path, { headers: [panelCookie(session)] });
  expect(second.status).toBe(302);
  const arrive = inside(second.headers.location);
  expect(arrive.host).toBe(host);
  const third = await box.ask(host, arrive.path, { headers: [['Cookie', way.join('; ')]] });
  return { third, arrive, way, cookie: cookiesOf(third.headers['set-cookie']).join('; ') };
}

describe('signing in to an app', () => {
  test('leads by the panel and back with a cookie of the host’s own', async () => {
    const { third, cookie } = await signIn(notes.host, '/page?q=1', secrets.ada);
    expect(third.headers.location).toBe(`${originOf(notes.host, box.host)}/page?q=1`);
    expect(third.headers['set-cookie']?.[0]).toMatch(/^__Host-percloud-app=.+; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/);
    const page = await box.ask(notes.host, '/page?q=1', { headers: [['Cookie', `theme=dark; ${cookie}; __Host-percloud=${secrets.ada}`]] });
    expect(page.status).toBe(200);
    const seen = headersOf(page.body);
    expect(seen['x-remote-user']).toBe('ada');
    expect(seen.cookie).toBe('theme=dark');
    expect(seen['x-forwarded-proto']).toBe('https');
    expect(seen['x-forwarded-host']).toBe(`${notes.host}:${box.host.httpsPort}`);
    expect(seen['x-forwarded-for']).toBe('127.0.0.1');
    expect(page.headers['strict-transport-security']).toBeUndefined();
  });

  test('asks who is not signed in to do so first', async () => {
    const first = await box.ask(notes.host, '/page');
    const enter = inside(first.headers.location);
    const second = await box.ask(enter.host, enter.path);
    const page = `${originOf(notes.host, box.host)}/page`;
    expect(second.headers.location).toBe(`${view.panelOrigin}/sign-in?${new URLSearchParams({ to: page })}`);
    const afterwards = await box.ask(box.host.hostname, `/.percloud/enter?${new URLSearchParams({ to: page })}`, {
      headers: [panelCookie(secrets.ada)],
    });
    expect(afterwards.headers.location).toBe(page);
  });

  test('a cookie is worth nothing on another app’s host, a ticket nothing twice or in another browser', async () => {
    const { cookie, arrive, way } = await signIn(notes.host, '/', secrets.ada);
    expect((await box.ask(photos.host, '/', { headers: [['Cookie', cookie]] })).status).toBe(302);
    const again = await box.ask(notes.host, arrive.path, { headers: [['Cookie', way.join('; ')]] });
    expect(cookiesOf(again.headers['set-cookie'])).toEqual([]);

    const enter = inside((await box.ask(notes.host, '/')).headers.location);
    const other = inside((await box.ask(enter.host, enter.path, { headers: [panelCookie(secrets.ada)] })).headers.location);
    expect(cookiesOf((await box.ask(notes.host, other.path)).headers['set-cookie'])).toEqual([]);
  });

  test('never leads anywhere but to an app of this box', async () => {
    const targets = [
      'https://evil.example/',
      '//evil.example',
      'https://notes-ada.localhost/',
      `http://${notes.host}:${box.host.httpsPort}/`,
      'javascript:alert(1)',
      '',
    ];
    for (const to of targets) {
      const answer = await box.ask(box.host.hostname, `/.percloud/enter?${new URLSearchParams({ to })}`, {
        headers: [panelCookie(secrets.ada)],
      });
      expect([to, answer.status]).toEqual([to, 404]);
    }
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '@evil.example', '/../..//evil.example']) {
      const { headers } = await box.ask(notes.host, `/.percloud/arrive?${new URLSearchParams({ to })}`);
      expect(new URL(headers.location ?? '').origin).toBe(originOf(notes.host, box.host));
    }
  });

  test('ends with the session, and for somebody the app is not shared with there is a page', async () => {
    const { cookie } = await signIn(notes.host, '/', secrets.ada);
    const bob = await signIn(notes.host, '/', secrets.bob);
    expect((await box.ask(notes.host, '/', { headers: [['Cookie', bob.cookie]] })).status).toBe(403);
    box.writeView({ ...view, sessions: view.sessions.filter(({ person }) => person !== 'ada') });
    const started = Date.now();
    await until(async () => (await box.ask(notes.host, '/', { headers: [['Cookie', cookie]] })).status === 302);
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('leaving takes the cookie away', async () => {
    const { headers } = await box.ask(notes.host, '/.percloud/leave');
    expect(headers['set-cookie']?.[0]).toContain('__Host-percloud-app=; Path=/; Max-Age=0');
  });
});

describe('what an app is told', () => {
  const spellings = [
    'X-Remote-User',
    'x-remote-user',
    'X_Remote_User',
    'X-Remote_User',
    'x-remote_user',
    'X_REMOTE_USER',
    'X_REMOTE-USER',
    'X-REMOTE_USER',
    'Remote-User',
    'Remote_User',
    'REMOTE_USER',
    'X-Forwarded-User',
    'X_Forwarded_User',
    'X-Forwarded-Prefix',
    'X-Forwarded-Method',
    'X-Forwarded-Uri',
    'Forwarded',
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-Real-IP',
    'X-Auth-Request-User',
    'X-WEBAUTH-USER',
    'X-authentik-username',
    'X-Percloud-Cookie',
    'X-Percloud-Authorization',
    'HTTP_X_REMOTE_USER',
    'Proxy-User',
    'X-Remote-User-Id',
    'X-Remote-Groups',
    'X-SSL-Client-CN',
  ];
  test.each(spellings)('nobody says who they are by %s', async (name) => {
    const open = await box.ask(notes.host, '/shared', { headers: [[name, 'ada']] });
    expect(open.status).toBe(200);
    expect(echoed(open.body).headers).not.toContain('ada');
    const closed = await box.ask(notes.host, '/private', { headers: [[name, '/shared']] });
    expect(closed.status).toBe(302);
  });

  test.each(['X-Remote-User ', ' X-Remote-User', 'X-Remote-User\t'])('a name that is no name (%j) is refused', async (name) => {
    await expect(box.ask(notes.host, '/shared', { headers: [[name, 'ada']] })).rejects.toThrow();
  });

  test('the address is the one Caddy saw', async () => {
    const page = await box.ask(notes.host, '/shared', {
      headers: [
        ['X-Forwarded-For', '8.8.8.8'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Forwarded-Host', 'evil.example'],
      ],
    });
    const seen = headersOf(page.body);
    expect([seen['x-forwarded-for'], seen['x-forwarded-proto'], seen['x-forwarded-host']]).toEqual([
      '127.0.0.1',
      'https',
      `${notes.host}:${box.host.httpsPort}`,
    ]);
  });

  test('its own credentials and big bodies arrive whole', async () => {
    const body = Buffer.alloc(20_000_000, 'x');
    const page = await box.ask(notes.host, '/shared/upload', { method: 'POST', body, headers: [['Authorization', 'Bearer its-own']] });
    expect(echoed(page.body)).toMatchObject({ method: 'POST', url: '/shared/upload', bytes: body.length });
    expect(headersOf(page.body).authorization).toBe('Bearer its-own');
  });
});

describe('public paths', () => {
  test.each(['/shared', '/shared/', '/shared/a/b', '/shared?x=/../'])('%s is open', async (path) => {
    expect((await box.ask(notes.host, path)).status).toBe(200);
  });
  test.each([
    '/sharedness',
    '/Shared',
    '//shared',
    '/shared/../private',
    '/shared/%2e%2e/private',
    '/shared/..%2fprivate',
    '/shared/%2e%2e%2fprivate',
    '/shared/.%2e/private',
    '/shared\\..\\private',
    '/shared/..\\private',
    '/shared/..;/private',
    '/shared//private',
    '/shared%2f..%2fprivate',
    '/shared/%252e%252e/private',
    '/x/../shared',
    '/shared/./x',
    '/shared/%00',
    '/shared/%ff',
    '/%73hared/../private',
  ])('%s is not', async (path) => {
    const { status } = await box.ask(notes.host, path);
    expect([302, 400, 401]).toContain(status);
  });

  test('who is signed in is known there as well', async () => {
    const { cookie } = await signIn(notes.host, '/', secrets.ada);
    expect(headersOf((await box.ask(notes.host, '/shared', { headers: [['Cookie', cookie]] })).body)['x-remote-user']).toBe('ada');
    expect(headersOf((await box.ask(notes.host, '/shared')).body)).not.toHaveProperty('x-remote-user');
  });
});

describe('devices', () => {
  const basic = (user: string, password: string): [string, string] => [
    'Authorization',
    `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  ];

  test('sign in by app password, which the app never sees', async () => {
    const page = await box.ask(notes.host, '/dav/cal', { method: 'PROPFIND', headers: [basic('ada', secrets.phone)] });
    expect(page.status).toBe(200);
    expect(headersOf(page.body)).toMatchObject({ 'x-remote-user': 'ada' });
    expect(headersOf(page.body)).not.toHaveProperty('authorization');
    await until(() => {
      try {
        return 'phone' in lastUsedSchema.parse(JSON.parse(readFileSync(paths(box.host).gateUsed, 'utf8')));
      } catch {
        return false;
      }
    });
  });

  test('are asked for one, and browsers are led to sign in', async () => {
    const asked = await box.ask(notes.host, '/dav', { method: 'PROPFIND' });
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, 'Basic realm="Percloud", charset="UTF-8"']);
    expect((await box.ask(notes.host, '/.well-known/caldav', { method: 'OPTIONS' })).status).toBe(401);
    expect((await box.ask(notes.host, '/dav', { headers: [['Accept', 'text/html']] })).status).toBe(302);
  });

  test('get nowhere else, with nothing else', async () => {
    expect((await box.ask(notes.host, '/private', { method: 'PUT', headers: [basic('ada', secrets.phone)] })).status).toBe(401);
    expect((await box.ask(photos.host, '/dav', { headers: [basic('ada', secrets.phone)] })).status).toBe(302);
    expect((await box.ask(notes.host, '/dav', { headers: [basic('bob', secrets.phone)] })).status).toBe(401);
    expect((await box.ask(notes.host, '/dav', { headers: [basic('ada', '')] })).status).toBe(401);
  });

  test('are slowed down when they guess, and lose their password within seconds', async () => {
    const answers: number[] = [];
    for (let guess = 0; guess < 12; guess++)
      answers.push((await box.ask(notes.host, '/dav', { headers: [basic('eve', `guess ${guess}`)] })).status);
    expect(answers.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(answers.slice(10)).toEqual([429, 429]);
    box.writeView({ ...view, appPasswords: [] });
    await until(async () => (await box.ask(notes.host, '/dav', { headers: [basic('ada', secrets.phone)] })).status === 401, 2_000);
  });
});

describe('whatever happens', () => {
  test('a gate killed and started again keeps everybody signed in; a request in between waits', async () => {
    const { cookie } = await signIn(notes.host, '/', secrets.ada);
    await box.stopGate('SIGKILL');
    const waiting = box.ask(notes.host, '/', { headers: [['Cookie', cookie]] });
    await box.startGate();
    expect((await waiting).status).toBe(200);
  });

  test('a damaged view changes nothing', async () => {
    box.writeRawView('{"version":1,');
    box.writeRawView(JSON.stringify({ ...view, version: 2 }));
    expect((await box.ask(notes.host, '/shared')).status).toBe(200);
  });

  test('a stopped app says so and asks again; a device is told when', async () => {
    box.writeView({ ...view, apps: [{ ...notes, state: 'closed', reason: 'busy' }, photos] });
    await box.publish(apps.map((app) => ({ ...app, open: app.id !== 'notes', address: app.id === 'notes' ? null : app.address })));
    const page = await box.ask(notes.host, '/', {
      headers: [
        ['Accept', 'text/html'],
        ['Accept-Language', 'es-AR,es;q=0.9'],
      ],
    });
    expect([page.status, page.headers['retry-after']]).toEqual([503, '3']);
    expect(page.body).toContain('Notas se está actualizando');
    expect(page.body).toContain('http-equiv="refresh"');
    expect((await box.ask(notes.host, '/dav', { method: 'PROPFIND' })).status).toBe(503);
    await box.publish(apps);
  });

  test('an app that does not answer gets a page too', async () => {
    await box.publish(apps.map((app) => ({ ...app, address: '127.0.0.1:9' })));
    const page = await box.ask(notes.host, '/shared', { headers: [['Accept', 'text/html']] });
    expect([page.status, page.body.includes('Notes doesn’t answer')]).toEqual([503, true]);
    await box.publish(apps);
  });

  test('the panel loads and its API speaks problem documents while the agent is away', async () => {
    const index = await box.ask(box.host.hostname, '/apps/notes');
    expect([index.status, index.body, index.headers['cache-control']]).toEqual([200, 'the panel', 'no-cache']);
    expect(index.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const asset = await box.ask(box.host.hostname, '/assets/main-1234.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    const missing = await box.ask(box.host.hostname, '/assets/gone.js');
    expect([missing.status, missing.headers['cache-control']]).toEqual([404, undefined]);
    const api = await box.ask(box.host.hostname, '/api/health');
    expect([api.status, api.headers['content-type'], JSON.parse(api.body)]).toEqual([
      503,
      'application/problem+json',
      expect.objectContaining({ code: 'agent-restarting' }),
    ]);
  });

  test('plain HTTP shows the landing page and the certificate, and moves the rest', async () => {
    expect((await box.askPlainly(box.host.hostname, '/')).body).toBe('the landing page');
    expect((await box.askPlainly('192.168.1.2', '/')).body).toBe('the landing page');
    expect((await box.askPlainly('192.168.1.2', '/percloud.crt')).body).toContain('BEGIN CERTIFICATE');
    expect((await box.askPlainly(box.host.hostname, '/root.key')).status).toBe(307);
    expect((await box.askPlainly(box.host.hostname, '/apps')).headers.location).toBe(`${view.panelOrigin}/apps`);
    expect((await box.askPlainly(notes.host, '/a?b')).headers.location).toBe(`${originOf(notes.host, box.host)}/a?b`);
  });

  test('a WebSocket passes with a session and not without', async () => {
    const upgrade: [string, string][] = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Version', '13'],
    ];
    const { cookie } = await signIn(notes.host, '/', secrets.ada);
    expect((await box.ask(notes.host, '/ws', { headers: upgrade })).status).toBe(401);
    expect(
      (await box.ask(notes.host, '/ws', { headers: [...upgrade, ['Cookie', cookie], ['Origin', 'https://evil.example']] })).status,
    ).toBe(401);
    expect((await box.ask(notes.host, '/ws', { headers: [...upgrade, ['Cookie', cookie]] })).status).toBe(101);
  });
});
