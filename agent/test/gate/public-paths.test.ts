import { describe, expect, test } from 'vitest';
import { notes, secrets } from './sample-view.ts';
import { headersOf, Thread } from './thread.ts';

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

  test('who is signed in is known there as well', async () => {
    const { cookie } = await thread.signIn(notes.host, '/', secrets.ada);
    expect(headersOf(await thread.box.ask(notes.host, '/shared', { headers: [['Cookie', cookie]] }))['x-remote-user']).toBe('ada');
    expect(headersOf(await thread.box.ask(notes.host, '/shared'))).not.toHaveProperty('x-remote-user');
  });
});
