import { expect, test } from 'vitest';
import { destinationOf } from './destination.ts';

const origin = 'https://percloud.localhost';

test.each([
  [undefined, '/'],
  ['/apps/abc?x=1', '/apps/abc?x=1'],
  [`${origin}/bin`, '/bin'],
  ['/sign-in?to=/sign-in', '/'],
  ['javascript:alert(1)', '/'],
  ['http://elsewhere.example/', '/'],
])('%s stays in the panel, at %s', (to, href) => {
  expect(destinationOf(to, origin)).toEqual({ kind: 'panel', href });
});

test('an app’s host is entered through the gate, which decides whether it is one of ours', () => {
  expect(destinationOf('https://calendar-ada.localhost/x?y', origin)).toEqual({
    kind: 'app',
    host: 'calendar-ada.localhost',
    href: '/.percloud/enter?to=https%3A%2F%2Fcalendar-ada.localhost%2Fx%3Fy',
  });
});
