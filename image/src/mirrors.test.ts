import { expect, test } from 'vitest';
import { chooseMirrors } from './mirrors.ts';

const main = 'http://a.example/debian';
const security = 'http://a.example/debian-security';

test('security updates come from where this machine gets them, or from where it is told', () => {
  expect(chooseMirrors({}, () => ({ main, security }))).toEqual({ main, security });
  expect(chooseMirrors({ securityMirror: 'http://b.example/s' }, () => ({ main, security })).security).toBe('http://b.example/s');
  expect(chooseMirrors({ mirror: 'http://b.example/debian', securityMirror: security }).main).toBe('http://b.example/debian');
});

test.each([{}, { mirror: main }])('an image is not made without them unless that is asked for: %o', (options) => {
  expect(() => chooseMirrors(options, () => ({ main }))).toThrow('--security-mirror');
  expect(chooseMirrors({ ...options, withoutSecurityUpdates: true }, () => ({ main, security }))).toEqual({ main });
});
