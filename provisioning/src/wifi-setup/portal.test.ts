import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../../agent/test/free-port.ts';
import { openPortal, type Portal } from './portal.ts';

const address = '127.0.0.1';
let port: number;
let portal: Portal;

beforeEach(async () => {
  port = await freePort();
  const networks = [{ ssid: '486f6d65', signal: 70, lock: 'wpa' }] as const;
  portal = await openPortal({ address, port, box: 'percloud-3FA2', networks, countries: ['ES'], chosen: {} });
});
afterEach(() => portal.close());

/** As a phone does through the firewall: port 80 is led to the portal, so the host names no port. */
function ask(path: string, { host = address, method = 'GET', body = '', headers = {} } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; location: string | undefined; text: string }>();
  const asked = request({ host: address, port, path, method, headers: { host, ...headers } }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
    response.on('end', () => resolve({ status: response.statusCode ?? 0, location: response.headers.location, text }));
    response.on('error', reject);
  });
  asked.on('error', reject).end(body);
  return promise;
}

test.each([
  ['connectivitycheck.gstatic.com', '/generate_204'],
  ['captive.apple.com', '/hotspot-detect.html'],
  ['www.msftconnecttest.com', '/connecttest.txt'],
  ['www.msftncsi.com', '/ncsi.txt'],
  ['detectportal.firefox.com', '/success.txt'],
  ['percloud.local', '/'],
  [address, '/favicon.ico'],
])('whoever asks %s%s is led to the page', async (host, path) => {
  expect(await ask(path, { host })).toMatchObject({ status: 302, location: `http://${address}/` });
  expect(portal.visitedAt()).toBeNull();
});

test('the page speaks the browser’s language', async () => {
  const { status, text } = await ask('/', { headers: { 'accept-language': 'it-IT,it;q=0.9' } });
  expect(status).toBe(200);
  expect(text).toContain('Collega questa box al tuo Wi-Fi');
  expect(portal.visitedAt()).not.toBeNull();
});

test('a mistake is said, and the password is not sent back', async () => {
  const { status, text } = await ask('/join', { method: 'POST', body: 'network=486f6d65&password=secret1&country=ES' });
  expect(status).toBe(422);
  expect(text).toContain('role="alert"');
  expect(text).toContain('value="486f6d65" checked');
  expect(text).not.toContain('secret1');
});

test('a name that was typed stays typed', async () => {
  const { text } = await ask('/join', { method: 'POST', body: 'name=Hidden&password=short&country=ES' });
  expect(text).toContain('value="Hidden"');
  expect(text).toContain('value="" checked');
});

test('a choice is answered first and followed then', async () => {
  const { status, text } = await ask('/join', { method: 'POST', body: 'network=486f6d65&password=correct+horse&country=ES' });
  expect(status).toBe(200);
  expect(text).toContain('The box now joins “Home”');
  expect(await portal.wish).toMatchObject({ kind: 'join', choice: { ssid: '486f6d65', password: 'correct horse' } });
});

test('looks again', async () => {
  await ask('/look-again', { method: 'POST' });
  expect(await portal.wish).toEqual({ kind: 'look again' });
});

test('a form of another site in the same browser does nothing', async () => {
  const form = { method: 'POST', body: 'network=486f6d65&password=correct+horse&country=ES' };
  expect(await ask('/join', { ...form, headers: { origin: 'https://evil.example' } })).toMatchObject({ status: 302 });
  expect(await ask('/join', { ...form, headers: { origin: `http://${address}` } })).toMatchObject({ status: 200 });
});

test('takes no more than a form', async () => {
  const sent = ask('/join', { method: 'POST', body: 'x'.repeat(200_000) });
  expect(
    await sent.then(
      ({ status }) => status,
      () => 413,
    ),
  ).toBe(413);
});
