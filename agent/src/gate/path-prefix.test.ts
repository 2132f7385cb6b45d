import { describe, expect, test } from 'vitest';
import { isBelow, isPublic, plainPath } from './path-prefix.ts';

describe('isBelow', () => {
  test.each([
    ['/shared', '/shared'],
    ['/shared', '/shared/a'],
    ['/shared/', '/shared'],
    ['/shared', '/shared?next=/../x'],
    ['/shared', '/%73hared/caf%C3%A9'],
    ['/.well-known/caldav', '/.well-known/caldav/'],
    ['/', '/any/../thing//%2f'],
  ])('%s covers %s', (prefix, uri) => expect(isBelow([prefix], uri)).toBe(true));

  test.each([
    ['/shared', '/sharedness'],
    ['/shared', '/SHARED'],
    ['/shared', '/a/shared'],
    ['/shared', 'shared'],
    ['/shared', '*'],
    ['/shared', ''],
  ])('%s does not cover %s', (prefix, uri) => expect(isBelow([prefix], uri)).toBe(false));
});

describe('isPublic', () => {
  const app = { public: ['/', '/admin/help/'], private: ['/admin', '/sign-in.php'] };
  test.each(['/', '/2026/11/post', '/administrator', '/sign-in', '/admin/help', '/admin/help/x'])('%s is', (uri) =>
    expect(isPublic(app, uri)).toBe(true),
  );
  test.each([
    '/admin',
    '/admin/',
    '/admin?x',
    '/%61dmin/posts',
    '/admin/helpless',
    '/sign-in.php',
    '//admin',
    '/x/../admin',
    '/x%2f..%2fadmin',
  ])('%s is not', (uri) => expect(isPublic(app, uri)).toBe(false));
  test('nothing is where nothing is public', () => expect(isPublic({ public: [], private: ['/admin'] }, '/')).toBe(false));
});

test.each([
  '/a/../b',
  '/a/./b',
  '/a/..',
  '/a/%2e%2e/b',
  '/a/.%2E/b',
  '/a/..%2fb',
  '/a%2fb',
  '/a%2Fb',
  '/a%5cb',
  '/a\\b',
  '/a//b',
  '//a',
  '/a/..;/b',
  '/a;x=1/b',
  '/a%3bx/b',
  '/a/%252e%252e/b',
  '/a/%25',
  '/a/%',
  '/a/%zz',
  '/a/%ff',
  '/a/%00b',
  '/a/%0d%0ab',
  '/a/%c0%ae%c0%ae/b',
  '/a/\u0000',
  '/a/%E2%80%A8\n',
])('%j can be read in two ways', (uri) => expect(plainPath(uri)).toBeUndefined());
