import { expect, test } from 'vitest';
import { renderAccessPointProfile, renderHomeProfile } from './profile.ts';

const uuid = '3f2b0d1e-0000-4000-8000-000000000001';
const home = { uuid, ssid: '4c6962', lock: 'wpa', password: 'correct horse', hidden: false } as const;
const written = (profile: string, key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(profile)?.[1];

test('a home’s network waits to be tried before it comes by itself', () => {
  expect(renderHomeProfile(home)).toBe(`[connection]
id=percloud-wifi-${uuid}
uuid=${uuid}
type=wifi
autoconnect=false

[wifi]
mode=infrastructure
ssid=76;105;98;

[wifi-security]
key-mgmt=wpa-psk
wps-method=1
psk=correct horse

[ipv4]
method=auto

[ipv6]
method=auto
`);
});

test.each([
  ['; # " \' = [x]', '; # " \' = [x]'],
  ['  both ends  ', '\\s\\sboth ends\\s\\s'],
  ['back\\slash\\n', 'back\\\\slash\\\\n'],
])('the password “%s” stands in it as “%s”', (password, expected) => {
  expect(written(renderHomeProfile({ ...home, password }), 'psk')).toBe(expected);
});

test('no password can bring a line of its own', () => {
  expect(() => renderHomeProfile({ ...home, password: 'x\n[connection]\nautoconnect=true' })).toThrow('one line');
});

test('a name is bytes, whatever they are', () => {
  expect(written(renderHomeProfile({ ...home, ssid: '0a3b5dff' }), 'ssid')).toBe('10;59;93;255;');
});

test('how one gets in decides what is written of it', () => {
  expect(renderHomeProfile({ ...home, lock: 'none', password: '' })).not.toContain('security');
  expect(written(renderHomeProfile({ ...home, lock: 'wpa3' }), 'key-mgmt')).toBe('sae');
  expect(renderHomeProfile({ ...home, lock: 'owe' })).toMatch(/key-mgmt=owe\nwps-method=1\n\n/);
  expect(written(renderHomeProfile({ ...home, hidden: true }), 'hidden')).toBe('true');
});

test('the access point never opens by itself', () => {
  const profile = renderAccessPointProfile('wlan0', 'percloud-3FA2');
  expect(profile).toContain('autoconnect=false');
  expect(profile).toContain('mode=ap');
  expect(profile).not.toContain('security');
});
