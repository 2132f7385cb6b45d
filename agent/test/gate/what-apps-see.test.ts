import { describe, expect, test } from 'vitest';
import { notes } from './sample-view.ts';
import { echoed, headersOf, Thread } from './thread.ts';

const thread = new Thread();

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
    'X.Remote.User',
    'X~Remote!User',
    'X*Remote*User',
    "X'Remote`User",
    'Proxy-User',
    'X-Remote-User-Id',
    'X-Remote-Groups',
    'X-SSL-Client-CN',
    'X-Script-Name',
  ];
  test.each(spellings)('nobody says who they are by %s', async (name) => {
    const open = await thread.box.ask(notes.host, '/shared', { headers: [[name, 'ada']] });
    expect(open.status).toBe(200);
    expect(echoed(open).headers).not.toContain('ada');
    const closed = await thread.box.ask(notes.host, '/private', { headers: [[name, '/shared']] });
    expect(closed.status).toBe(302);
  });

  test.each(['X-Remote-User ', ' X-Remote-User', 'X-Remote-User\t'])('a name that is no name (%j) is refused', async (name) => {
    await expect(thread.box.ask(notes.host, '/shared', { headers: [[name, 'ada']] })).rejects.toThrow();
  });

  test('the address is the one Caddy saw', async () => {
    const page = await thread.box.ask(notes.host, '/shared', {
      headers: [
        ['X-Forwarded-For', '8.8.8.8'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Forwarded-Host', 'evil.example'],
      ],
    });
    const seen = headersOf(page);
    expect([seen['x-forwarded-for'], seen['x-forwarded-proto'], seen['x-forwarded-host']]).toEqual([
      '127.0.0.1',
      'https',
      `${notes.host}:${thread.box.host.httpsPort}`,
    ]);
  });

  test('its own credentials and big bodies arrive whole', async () => {
    const body = Buffer.alloc(20_000_000, 'x');
    const page = await thread.box.ask(notes.host, '/shared/upload', {
      method: 'POST',
      body,
      headers: [['Authorization', 'Bearer its-own']],
    });
    expect(echoed(page)).toMatchObject({ method: 'POST', url: '/shared/upload', bytes: body.length });
    expect(headersOf(page).authorization).toBe('Bearer its-own');
  });
});
