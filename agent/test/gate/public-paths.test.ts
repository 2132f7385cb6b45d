import { describe, expect, test } from 'vitest';
import { until } from './installation.ts';
import { blog, notes, secrets } from './sample-view.ts';
import { headersOf, inside, Thread } from './thread.ts';

const thread = new Thread();

describe('public paths', () => {
  test.each(['/shared', '/shared/', '/shared/a/b', '/shared?x=/../'])('%s is open', async (path) => {
    expect((await thread.box.ask(notes.host, path)).status).toBe(200);
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
    const { status } = await thread.box.ask(notes.host, path);
    expect([302, 400, 401]).toContain(status);
  });

  test.each(['/', '/2026/11/a-post/', '/feed', '/administrator', '/caf%C3%A9', '/?s=/admin'])(
    '%s of an app that is public as a whole is open',
    async (path) => {
      expect((await thread.box.ask(blog.host, path)).status).toBe(200);
    },
  );
  test.each([
    '/admin',
    '/admin/',
    '/admin/posts?x=1',
    '/%61dmin/posts',
    '/sign-in.php',
    '/sign-in.php/x',
    '//admin',
    '//admin/posts',
    '/./admin',
    '/x/../admin',
    '/x/%2e%2e/admin',
    '/x%2f..%2fadmin',
    '/%2fadmin',
    '/index.php/../admin',
    '/admin;x=1/posts',
    '/admin%00',
    '/%2561dmin',
    '\\admin',
  ])('%s is private there', async (path) => {
    const { status } = await thread.box.ask(blog.host, path);
    expect([302, 400, 401]).toContain(status);
  });

  test('where it is private, signing in leads there', async () => {
    const { third } = await thread.signIn(blog.host, '/admin/posts?x=1', secrets.ada);
    expect(inside(third)).toEqual({ host: blog.host, path: '/admin/posts?x=1' });
  });

  test('closing a path takes effect with the next view', async () => {
    thread.box.writeView({ ...thread.view, apps: thread.view.apps.map((app) => (app.id === 'blog' ? { ...app, public: [] } : app)) });
    await until(async () => (await thread.box.ask(blog.host, '/')).status === 302);
    expect((await thread.box.ask(blog.host, '/feed')).status).toBe(302);
  });

  test('who is signed in is known there as well', async () => {
    const { cookie } = await thread.signIn(notes.host, '/', secrets.ada);
    expect(headersOf(await thread.box.ask(notes.host, '/shared', { headers: [['Cookie', cookie]] }))['x-remote-user']).toBe('ada');
    expect(headersOf(await thread.box.ask(notes.host, '/shared'))).not.toHaveProperty('x-remote-user');
  });
});
