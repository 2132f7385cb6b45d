import { expect, test } from 'vitest';
import { nameFrom } from './access-point.ts';
import { hasNetwork, readDevices, wifiCards } from './devices.ts';
import { failureOf } from './failure.ts';
import { nameOf, readNetworks } from './networks.ts';
import { accessPoint } from './standing.ts';
import { readTerse } from './terse.ts';

test('values that hold colons and backslashes come apart where they should', () => {
  expect(readTerse('Caf\\: n\\\\1:80:WPA2\n:7:\n\n')).toEqual([
    ['Caf: n\\1', '80', 'WPA2'],
    ['', '7', ''],
  ]);
});

const box = `lo:loopback:connected (externally):3f2b0d1e-0000-4000-8000-000000000001
docker0:bridge:connected (externally):3f2b0d1e-0000-4000-8000-000000000002
wlan0:wifi:disconnected:
wlan1:wifi:unavailable:
p2p-dev-wlan0:wifi-p2p:disconnected:
eth0:ethernet:unavailable:
`;

test('Docker’s bridges and the box’s own access point are no network', () => {
  expect(hasNetwork(readDevices(box), accessPoint.uuid)).toBe(false);
  expect(hasNetwork(readDevices(`${box}wlan2:wifi:connected:${accessPoint.uuid}\n`), accessPoint.uuid)).toBe(false);
  expect(hasNetwork(readDevices(`${box}eth1:ethernet:connecting (getting IP configuration):x\n`), accessPoint.uuid)).toBe(false);
  expect(hasNetwork(readDevices(`${box}eth1:ethernet:connected:x\n`), accessPoint.uuid)).toBe(true);
});

test('only cards that can be used count', () => {
  expect(wifiCards(readDevices(box))).toEqual(['wlan0']);
});

test('each network once, the strongest first, without hidden ones', () => {
  expect(readNetworks('486F6D65:40:WPA2\n:90:WPA2\n486F6D65:70:WPA1 WPA2\n4C6962:55:\n0000:99:WPA2\n')).toEqual([
    { ssid: '486f6d65', signal: 70, lock: 'wpa' },
    { ssid: '4c6962', signal: 55, lock: 'none' },
  ]);
});

test.each([
  ['', 'none'],
  ['--', 'none'],
  ['WPA2', 'wpa'],
  ['WPA2 WPA3', 'wpa'],
  ['WPA3', 'wpa3'],
  ['OWE', 'owe'],
  ['WEP', 'unsupported'],
  ['WPA2 802.1X', 'unsupported'],
])('“%s” is %s', (security, lock) => {
  expect(readNetworks(`41:1:${security}`)).toMatchObject([{ lock }]);
});

test('what nmcli could not have said is refused', () => {
  expect(() => readNetworks('Error\\: NetworkManager is not running.')).toThrow();
  expect(() => readNetworks('zz:10:WPA2')).toThrow();
  expect(() => readDevices('lo:loopback')).toThrow();
});

test.each([
  ['nmcli: Error: Connection activation failed: Secrets were required, but not provided', 'password'],
  ['nmcli: Error: Connection activation failed: The Wi-Fi network could not be found', 'notFound'],
  ['nmcli: Error: Connection activation failed: IP configuration could not be reserved (no available address, timeout, etc.)', 'noAddress'],
  ['nmcli: Error: Timeout expired (75 seconds)', 'noAddress'],
  ['nmcli: Error: Connection activation failed: 802.1X supplicant took too long to authenticate', 'refused'],
])('“%s”: %s', (said, failure) => {
  expect(failureOf(said)).toBe(failure);
});

test('an access point has the end of its card’s number in its name', () => {
  expect(nameFrom('02:00:00:00:3f:a2\n')).toBe('percloud-3FA2');
  expect(() => nameFrom('')).toThrow();
});

test('names that are no text are shown all the same', () => {
  expect(nameOf('4361666520c3b1')).toBe('Cafe ñ');
  expect(nameOf('41ff0a42')).toBe('A��B');
});
