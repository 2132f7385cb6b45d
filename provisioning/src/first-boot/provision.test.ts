import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { mistakesFile, provision } from './provision.ts';

const root = mkdtempSync(join(tmpdir(), 'provision-'));
const [config, dataDir, zones, localTime, hostname] = ['config', 'data', 'zones', 'localtime', 'hostname'].map((name) => join(root, name));
const said: string[] = [];
/** How often the card was written to. */
let changes = 0;
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(root)) rmSync(join(root, name), { recursive: true });
  for (const directory of [config, dataDir, join(zones ?? '', 'Europe')]) mkdirSync(directory ?? '', { recursive: true });
  writeFileSync(join(zones ?? '', 'Europe/Madrid'), '');
  said.length = 0;
  changes = 0;
});

const hashPassword = async (password: string) => `hash of ${createHash('sha256').update(password).digest('hex')}`;
const card = (name: string) => join(config ?? '', name);
const data = (name: string) => join(dataDir ?? '', name);
const read = (path: string) => readFileSync(path, 'utf8');
const mistakes = () => (existsSync(card(mistakesFile)) ? read(card(mistakesFile)) : '');
const keyfiles = () => (existsSync(data('network')) ? readdirSync(data('network')).map((name) => read(data(`network/${name}`))) : []);

async function start(text?: string | Uint8Array, name = 'percloud.yaml'): Promise<string> {
  if (text !== undefined) writeFileSync(card(name), text);
  const change = async (work: (directory: string) => Promise<void>) => {
    changes += 1;
    await work(config ?? '');
  };
  await provision({
    dataDir: dataDir ?? '',
    hashPassword,
    say: (line) => said.push(line),
    places: { config, zones, localTime, hostname },
    change,
  });
  return existsSync(card(name)) ? read(card(name)) : '';
}

const home = `# Ours
hostname: Library   # as on the door
timeZone: Europe/Madrid
language: es
wifi:
  country: es
  networks:
    - ssid: "Sala de lectura"
      password: correct-horse   # Ada knows it
fleet: { operator: rosa, displayName: Red, key: "many boxes, one hand" }
`;

test('applied, and then without its secrets; all else as the person wrote it', async () => {
  expect(await start(home)).toBe(home.replace('correct-horse', '""').replace('"many boxes, one hand"', '""'));
  expect(JSON.parse(read(data('provision/box.json')))).toEqual({ hostname: 'library', language: 'es', timeZone: 'Europe/Madrid' });
  expect(JSON.parse(read(data('provision/fleet.json')))).toEqual({
    name: 'rosa',
    displayName: 'Red',
    language: 'es',
    passwordHash: await hashPassword('many boxes, one hand'),
  });
  expect(read(data('wifi-country'))).toBe('COUNTRY=ES\n');
  expect(read(hostname ?? '')).toBe('library\n');
  expect(readlinkSync(localTime ?? '')).toBe(join(zones ?? '', 'Europe/Madrid'));
  expect(keyfiles()[0]).toContain('\npsk=correct-horse\n');
  for (const file of [`network/${readdirSync(data('network'))[0]}`, 'provision/fleet.json', 'provision/taken.json'])
    expect(statSync(data(file)).mode & 0o777, file).toBe(0o600);
  expect(said.join()).not.toMatch(/horse|hand/);
  expect(execFileSync('grep', ['-rlE', 'correct-horse|one hand', root], { encoding: 'utf8' }).trim()).toBe(
    data(`network/${readdirSync(data('network'))[0]}`),
  );
});

test('the next start keeps what was applied, and writes nothing on the card', async () => {
  await start(home);
  const before = keyfiles();
  // As the agent does once it has taken the operator on, and as people do on the box.
  rmSync(data('provision/fleet.json'));
  changes = 0;
  await start();
  expect({ changes, keyfiles: keyfiles(), fleet: existsSync(data('provision/fleet.json')), mistakes: mistakes() }).toEqual({
    changes: 0,
    keyfiles: before,
    fleet: false,
    mistakes: '',
  });
});

test('without the file the box keeps its name and its time zone', async () => {
  await start(home);
  rmSync(card('percloud.yaml'));
  for (const file of [hostname ?? '', localTime ?? '']) rmSync(file);
  await start();
  expect(read(hostname ?? '')).toBe('library\n');
  expect(readlinkSync(localTime ?? '')).toBe(join(zones ?? '', 'Europe/Madrid'));
});

test('the power cut before the secrets were taken away: the next start does it again', async () => {
  await start(home);
  const after = { keyfiles: keyfiles(), text: read(card('percloud.yaml')) };
  expect(await start(home)).toBe(after.text);
  expect(keyfiles()).toEqual(after.keyfiles);
});

test('after a factory reset the secrets that are gone are asked for, and no open network is joined in their stead', async () => {
  await start(home);
  rmSync(dataDir ?? '', { recursive: true });
  await start();
  expect(keyfiles()).toEqual([]);
  expect(existsSync(data('provision/fleet.json'))).toBe(false);
  expect(mistakes()).toMatch(/Línea 9, wifi\.networks 1 password: Se tomó .*\r\n- Línea 10, fleet\.key: Se tomó /);
});

test('a mistake: what is good is applied and loses its secrets, what is not keeps them; mended, the list goes away', async () => {
  const text = `hostname: my box\ntimeZone: Europe/Madrid\n${home.slice(home.indexOf('wifi:'))}    \n`.replace('rosa', '"Rosa Luz"');
  const left = await start(text);
  expect(left).toContain('password: ""   # Ada knows it');
  expect(left).toContain('key: "many boxes, one hand"');
  expect(existsSync(data('provision/fleet.json'))).toBe(false);
  expect(mistakes()).toMatch(
    /^Percloud could not use all of percloud\.yaml\..*\r\n\r\n- Line 1, hostname: “my box” .*\r\n- Line 8, fleet\.operator: “Rosa Luz” /,
  );
  expect(mistakes()).not.toContain('one hand');
  await start(left.replace('my box', 'my-box').replace('Rosa Luz', 'rosa'));
  expect(mistakes()).toBe('');
  expect(existsSync(card(mistakesFile))).toBe(false);
  expect(read(hostname ?? '')).toBe('my-box\n');
});

test('broken, it stays as it is, and is explained in its language', async () => {
  const text = 'language: it\nwifi:\n  country: IT\n  networks:\n    - ssid: "Sala\n      password: "segreto-segreto"\n';
  expect(await start(text)).toBe(text);
  expect(mistakes()).toMatch(/^Percloud non ha potuto leggere percloud\.yaml/);
  expect(mistakes()).not.toContain('segreto');
  expect(existsSync(data('provision/box.json'))).toBe(false);
});

test('a time zone that this box does not have', async () => {
  await start('timeZone: Asia/Tokyo\nhostname: a\n');
  expect(mistakes()).toContain('- Line 1, timeZone: “Asia/Tokyo” is not right there.');
  expect(read(hostname ?? '')).toBe('a\n');
});

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
test.each<[string, (text: string) => Uint8Array]>([
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with its mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 of Windows', (text) => utf16(`\ufeff${text}`)],
  ['UTF-16 of others', (text) => utf16(`\ufeff${text}`).swap16()],
  ['UTF-16 without a mark', utf16],
  ['the letters of old Windows', (text) => Buffer.from(text, 'latin1')],
])('%s is read', async (_, encode) => {
  const text = 'hostname: library\r\nwifi:\r\n  country: ES\r\n  networks:\r\n    - ssid: Café\r\n      password: 12345678\r\n';
  expect(await start(encode(text))).toBe(text.replace('12345678', '""'));
  expect(mistakes()).toBe('');
  expect(keyfiles()[0]).toContain(`\nssid=${[...Buffer.from('Café')].join(';')};\n`);
});

test.each(['percloud.yaml.txt', 'PERCLOUD.YAML', 'Percloud.yml'])('under the name %s it is found', async (name) => {
  await start('hostname: library\n', name);
  expect(read(hostname ?? '')).toBe('library\n');
});

test('of two files one is read, and the other one named', async () => {
  writeFileSync(card('percloud.yaml.txt'), 'hostname: other\n');
  writeFileSync(card('percloud.example.yaml'), 'hostname: example\n');
  await start('hostname: library\n');
  expect(read(hostname ?? '')).toBe('library\n');
  expect(mistakes()).toMatch(/^Percloud could not use all .*“percloud\.yaml\.txt”/s);
});

test.each([
  ['on several lines', '      password: |-\n        correct horse\n', '      password: ""\n'],
  ['folded', '      password: >-\n        correct\n        horse\n', '      password: ""\n'],
  ['in single quotes', "      password: 'correct '' horse'\n", '      password: ""\n'],
  ['behind a list', '      password: "correct: [horse]" # yes\n', '      password: "" # yes\n'],
])('a password %s is taken away', async (_, line, left) => {
  const begin = 'wifi:\n  country: ES\n  networks:\n    - ssid: A\n';
  const end = '    - ssid: B\nhostname: a\n';
  expect(await start(begin + line + end)).toBe(begin + left + end);
  expect(mistakes()).toBe('');
});

test('SSH keys are written once: what was switched off on the box stays off, until the file says something else', async () => {
  const keys = ['ada', 'bela'].map((name) => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(root, name)]);
    return read(join(root, `${name}.pub`)).trim();
  });
  const file = data('ssh/authorized_keys');
  await start(`ssh:\n  keys:\n    - ${keys[0]}\n`);
  expect(read(file)).toBe(`${keys[0]}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(file);
  await start();
  expect(existsSync(file)).toBe(false);
  await start(`ssh:\n  keys:\n    - ${keys[0]}\n    - ${keys[1]}\n`);
  expect(read(file)).toBe(`${keys[0]}\n${keys[1]}\n`);
  await start('ssh:\n  keys: []\n');
  expect(existsSync(file)).toBe(false);
});

test('a fixed address, and back', async () => {
  await start('network:\n  address: 192.168.1.20/24\n  gateway: 192.168.1.1\n');
  expect(read(data('network/percloud-cable.nmconnection'))).toContain(
    '[ipv4]\nmethod=manual\naddress1=192.168.1.20/24,192.168.1.1\ndns=192.168.1.1;\n',
  );
  await start('hostname: a\n');
  expect(existsSync(data('network/percloud-cable.nmconnection'))).toBe(true);
  await start('network: automatic\n');
  expect(existsSync(data('network/percloud-cable.nmconnection'))).toBe(false);
});
