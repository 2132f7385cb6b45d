// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest';
import { speak } from '../i18n/i18n.ts';
import { limitsOf, permissionText } from './app-text.ts';

beforeAll(() => speak('en'));

test.each([
  ['egress:internet', 'Can reach the Internet, but not your home’s network or your other apps.'],
  ['public:/', 'Is public: anybody who knows its address can see it without signing in.'],
  ['public:/s', 'Shows what is under /s to anybody, without signing in.'],
  ['may-be-public:open:/', 'Can be public if you choose so: then anybody who knows its address can see it without signing in.'],
  ['may-be-public:open:/s', 'Can show what is under /s to anybody without signing in, if you choose so.'],
  ['capability:CHOWN', 'Has a special right inside its own container (CHOWN).'],
  ['something:new', 'something:new'],
])('%s in plain words', (permission, words) => {
  expect(permissionText(permission)).toBe(words);
});

test('says what an app can’t do: always the home and the other apps, the rest as it asked for nothing', () => {
  expect(limitsOf([])).toEqual(['apps', 'home', 'box', 'internet', 'public']);
  expect(limitsOf(['egress:internet', 'may-be-public:open:/'])).toEqual(['apps', 'home', 'box']);
});
