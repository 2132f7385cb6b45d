import { describe, expect, test } from 'vitest';
import { originOf } from '../../src/host/host-config.ts';
import { until } from './installation.ts';
import { notes, photos, secrets } from './sample-view.ts';
import { cookiesOf, headersOf, inside, panelCookie, Thread } from './thread.ts';

const thread = new Thread();

describe('signing in to an app', () => {
  test('leads by the panel and back with a cookie of the host’s own', async () => {
    const { third, cookie } = await thread.signIn(notes.host, '/page?q=1', secrets.ada);
    expect(third.headers.location).toBe(`${originOf(notes.host, thread.box.host)}/page?q=1`);
    expect(third.headers['set-cookie']?.[0]).toMatch(/^__Host-percloud-app=.+; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/);
    const page = await thread.box.ask(notes.host, '/page?q=1', {
      headers: [['Cookie', `theme=dark; ${cookie}; __Host-percloud=${secrets.ada}`]],
    });
    expect(page.status).toBe(200);
    const seen = headersOf(page);
    expect(seen['x-remote-user']).toBe('ada');
    expect(seen.cookie).toBe('theme=dark');
    expect(seen['x-forwarded-proto']).toBe('https');
    expect(seen['x-forwarded-host']).toBe(`${notes.host}:${thread.box.host.httpsPort}`);
    expect(seen['x-forwarded-for']).toBe('127.0.0.1');
    expect(page.headers['strict-transport-security']).toBeUndefined();
  });

  test('asks who is not signed in to do so first', async () => {
    const first = await thread.box.ask(notes.host, '/page');
    const enter = inside(first);
    const second = await thread.box.ask(enter.host, enter.path);
    const page = `${originOf(notes.host, thread.box.host)}/page`;
    expect(second.headers.location).toBe(`${thread.view.panelOrigin}/sign-in?${new URLSearchParams({ to: page })}`);
    const afterwards = await thread.box.ask(thread.box.host.hostname, `/.percloud/enter?${new URLSearchParams({ to: page })}`, {
      headers: [panelCookie(secrets.ada)],
    });
    expect(afterwards.headers.location).toBe(page);
  });

  test('a cookie is worth nothing on another app’s host, a ticket nothing twice or in another browser', async () => {
    const { cookie, arrive, way } = await thread.signIn(notes.host, '/', secrets.ada);
    expect((await thread.box.ask(photos.host, '/', { headers: [['Cookie', cookie]] })).status).toBe(302);
    const again = await thread.box.ask(notes.host, arrive.path, { headers: [['Cookie', way.join('; ')]] });
    expect(cookiesOf(again)).toEqual([]);

    const enter = inside(await thread.box.ask(notes.host, '/'));
    const other = inside(await thread.box.ask(enter.host, enter.path, { headers: [panelCookie(secrets.ada)] }));
    expect(cookiesOf(await thread.box.ask(notes.host, other.path))).toEqual([]);
  });

  test('never leads anywhere but to an app of this box', async () => {
    const targets = [
      'https://evil.example/',
      '//evil.example',
      'https://notes-ada.localhost/',
      `http://${notes.host}:${thread.box.host.httpsPort}/`,
      'javascript:alert(1)',
      '',
    ];
    for (const to of targets) {
      const answer = await thread.box.ask(thread.box.host.hostname, `/.percloud/enter?${new URLSearchParams({ to })}`, {
        headers: [panelCookie(secrets.ada)],
      });
      expect([to, answer.status]).toEqual([to, 404]);
    }
    for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '@evil.example', '/../..//evil.example']) {
      const { headers } = await thread.box.ask(notes.host, `/.percloud/arrive?${new URLSearchParams({ to })}`);
      expect(new URL(headers.location ?? '').origin).toBe(originOf(notes.host, thread.box.host));
    }
  });

  test('ends with the session, and for somebody the app is not shared with there is a page', async () => {
    const { cookie } = await thread.signIn(notes.host, '/', secrets.ada);
    const bob = await thread.signIn(notes.host, '/', secrets.bob);
    expect((await thread.box.ask(notes.host, '/', { headers: [['Cookie', bob.cookie]] })).status).toBe(403);
    thread.box.writeView({ ...thread.view, sessions: thread.view.sessions.filter(({ person }) => person !== 'ada') });
    const started = Date.now();
    await until(async () => (await thread.box.ask(notes.host, '/', { headers: [['Cookie', cookie]] })).status === 302);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('leaving takes the cookie away', async () => {
    const { headers } = await thread.box.ask(notes.host, '/.percloud/leave');
    expect(headers['set-cookie']?.[0]).toContain('__Host-percloud-app=; Path=/; Max-Age=0');
  });
});
