import { describe, expect, test } from 'vitest';
import { originOf } from '../../src/host/host-config.ts';
import { notes, photos, secrets } from './sample-view.ts';
import { Thread } from './thread.ts';

const thread = new Thread();

describe('whatever happens', () => {
  test('a gate killed and started again keeps everybody signed in; a request in between waits', async () => {
    const { cookie } = await thread.signIn(notes.host, '/', secrets.ada);
    await thread.box.stopGate('SIGKILL');
    // While it starts: Caddy waits for it no longer than some seconds.
    const starting = thread.box.startGate();
    const [waiting] = await Promise.all([thread.box.ask(notes.host, '/', { headers: [['Cookie', cookie]] }), starting]);
    expect(waiting.status).toBe(200);
  });

  test('a damaged view changes nothing', async () => {
    thread.box.writeRawView('{"version":1,');
    thread.box.writeRawView(JSON.stringify({ ...thread.view, version: 2 }));
    expect((await thread.box.ask(notes.host, '/shared')).status).toBe(200);
  });

  test('a stopped app says so and asks again; a device is told when', async () => {
    thread.box.writeView({ ...thread.view, apps: [{ ...notes, state: 'closed', reason: 'busy' }, photos] });
    await thread.box.publish(
      thread.apps.map((app) => ({ ...app, open: app.id !== 'notes', address: app.id === 'notes' ? null : app.address })),
    );
    const page = await thread.box.ask(notes.host, '/', {
      headers: [
        ['Accept', 'text/html'],
        ['Accept-Language', 'es-AR,es;q=0.9'],
      ],
    });
    expect([page.status, page.headers['retry-after']]).toEqual([503, '3']);
    expect(page.body).toContain('Notas se está actualizando');
    expect(page.body).toContain('http-equiv="refresh"');
    expect((await thread.box.ask(notes.host, '/dav', { method: 'PROPFIND' })).status).toBe(503);
    await thread.box.publish(thread.apps);
  });

  test('a name of no app says so and leads to the panel', async () => {
    const page = await thread.box.ask('gone-ada.localhost', '/', {
      headers: [['Accept', 'text/html']],
      servername: thread.box.host.hostname,
    });
    expect([page.status, page.body.includes(`href="${thread.view.panelOrigin}/"`)]).toEqual([404, true]);
    await expect(thread.box.ask('gone-ada.localhost', '/')).rejects.toThrow();
  });

  test('an app that does not answer gets a page too', async () => {
    await thread.box.publish(thread.apps.map((app) => ({ ...app, address: '127.0.0.1:9' })));
    const page = await thread.box.ask(notes.host, '/shared', { headers: [['Accept', 'text/html']] });
    expect([page.status, page.body.includes('Notes doesn’t answer')]).toEqual([503, true]);
    await thread.box.publish(thread.apps);
  });

  test('the panel loads and its API speaks problem documents while the agent is away', async () => {
    const index = await thread.box.ask(thread.box.host.hostname, '/apps/notes');
    expect([index.status, index.body, index.headers['cache-control']]).toEqual([200, 'the panel', 'no-cache']);
    expect(index.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    const asset = await thread.box.ask(thread.box.host.hostname, '/assets/main-1234.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    const missing = await thread.box.ask(thread.box.host.hostname, '/assets/gone.js');
    expect([missing.status, missing.headers['cache-control']]).toEqual([404, undefined]);
    const api = await thread.box.ask(thread.box.host.hostname, '/api/health');
    expect([api.status, api.headers['content-type'], JSON.parse(api.body)]).toEqual([
      503,
      'application/problem+json',
      expect.objectContaining({ code: 'agent-restarting' }),
    ]);
  });

  test('plain HTTP shows the landing page and the certificate, and moves the rest', async () => {
    expect((await thread.box.askPlainly(thread.box.host.hostname, '/')).body).toBe('the landing page');
    expect((await thread.box.askPlainly('192.168.1.2', '/')).body).toBe('the landing page');
    expect((await thread.box.askPlainly('192.168.1.2', '/percloud.crt')).body).toContain('BEGIN CERTIFICATE');
    expect((await thread.box.askPlainly(thread.box.host.hostname, '/root.key')).status).toBe(307);
    expect((await thread.box.askPlainly(thread.box.host.hostname, '/apps')).headers.location).toBe(`${thread.view.panelOrigin}/apps`);
    expect((await thread.box.askPlainly(notes.host, '/a?b')).headers.location).toBe(`${originOf(notes.host, thread.box.host)}/a?b`);
  });

  test('a WebSocket passes with a session and not without', async () => {
    const upgrade: [string, string][] = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Version', '13'],
    ];
    const { cookie } = await thread.signIn(notes.host, '/', secrets.ada);
    expect((await thread.box.ask(notes.host, '/ws', { headers: upgrade })).status).toBe(401);
    expect(
      (await thread.box.ask(notes.host, '/ws', { headers: [...upgrade, ['Cookie', cookie], ['Origin', 'https://evil.example']] })).status,
    ).toBe(401);
    expect((await thread.box.ask(notes.host, '/ws', { headers: [...upgrade, ['Cookie', cookie]] })).status).toBe(101);
  });
});
