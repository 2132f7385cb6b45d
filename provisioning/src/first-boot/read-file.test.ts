import { expect, test } from 'vitest';
import { renderMistakes } from './mistakes.ts';
import { readPercloudYaml } from './read-file.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH6z2bX0eKcK0sC3yq1i2cXo3mQv9v7n1m8h0J5k4l2a ada@laptop';
const wifi = (...lines: string[]) => ['wifi:', '  country: ES', '  networks:', ...lines.map((line) => `    ${line}`)].join('\n');

test('everything at once', () => {
  const text = [
    'hostname: Library',
    'language: es',
    'timeZone: Europe/Madrid',
    wifi('- ssid: Sala', '  password: 12345678', '  hidden: true', '- ssid: "  odd # name "'),
    'network:',
    '  address: 192.168.1.20/24',
    '  gateway: 192.168.1.1',
    '  dns: [9.9.9.9, "2620:fe::fe"]',
    'ssh:',
    '  keys:',
    `    - ${key}`,
    'operator:',
    '  email: ada@example.org',
    'relay: relay.example.org',
    'channel: stable',
    'fleet:',
    '  operator: Rosa',
    '  displayName: Red de Bibliotecas',
    '  key: "#a secret: of more than 20"',
  ].join('\r\n');
  expect(readPercloudYaml(text)).toMatchObject({
    mistakes: [],
    settings: {
      hostname: 'library',
      language: 'es',
      timeZone: 'Europe/Madrid',
      wifi: { country: 'ES', networks: [{ ssid: 'Sala', password: '12345678', hidden: true }, { ssid: '  odd # name ' }] },
      network: { address: '192.168.1.20/24', gateway: '192.168.1.1', dns: ['9.9.9.9', '2620:fe::fe'] },
      ssh: { keys: [key] },
      operator: { email: 'ada@example.org' },
      relay: 'relay.example.org',
      channel: 'stable',
      fleet: { operator: 'rosa', displayName: 'Red de Bibliotecas', key: '#a secret: of more than 20' },
    },
  });
});

test.each([
  ['an empty file', ''],
  ['remarks', '# hostname: library\n'],
  ['words with nothing behind them', 'hostname:\nwifi:\nssh:\n  keys:\n    # - ssh-ed25519 AAAA\noperator:\n  email:\n'],
])('nothing is wrong with %s', (_, text) => {
  expect(readPercloudYaml(text)).toMatchObject({ settings: {}, mistakes: [] });
});

test.each([
  ['an open bracket', 'hostname: [library\n', { kind: 'broken' }],
  ['two colons', 'hostname: a: b\n', { kind: 'broken', line: 1 }],
  ['a tab', 'wifi:\n\tcountry: ES\n', { kind: 'tab', line: 2 }],
  ['the same word twice', 'hostname: a\nlanguage: en\nhostname: b\n', { kind: 'twice', line: 3 }],
  ['a password that is an alias to YAML', wifi('- ssid: A', '  password: *secret12'), { kind: 'sign', line: 5 }],
  ['one that is a tag', wifi('- ssid: A', '  password: !secret12'), { kind: 'sign', line: 5 }],
  ['one that is an anchor', wifi('- ssid: A', '  password: &secret12'), { kind: 'sign', line: 5 }],
  ['one with a reserved sign', wifi('- ssid: A', '  password: @secret12'), { kind: 'sign', line: 5 }],
  ['no space behind the colon', 'hostname:library\n', { kind: 'shape', line: 1 }],
  ['a list', '- hostname: library\n', { kind: 'shape', line: 1 }],
  ['two documents', 'hostname: a\n---\nhostname: b\n', { kind: 'broken' }],
  ['far too much', `# ${'x'.repeat(100_000)}\n`, { kind: 'long' }],
])('nothing is taken of a file with %s', (_, text, mistake) => {
  const read = readPercloudYaml(`${text}\n`);
  expect(read).toMatchObject({ settings: {}, secrets: [] });
  expect(read.mistakes).toContainEqual(expect.objectContaining({ ...mistake, path: [] }));
});

const other = 'relay: relay.example.org\n';
test.each([
  ['an unknown word', 'hostnam: a', { kind: 'unknown', line: 2, path: ['hostnam'] }],
  ['a word nobody should inherit', '__proto__: {a: b}', { kind: 'unknown', line: 2, path: ['__proto__'] }],
  ['a name with .local', 'hostname: library.local', { kind: 'wrong', line: 2, about: 'library.local' }],
  ['a name of digits', 'hostname: 12', { kind: 'wrong', about: '12' }],
  ['a language we do not speak', 'language: fr', { kind: 'wrong', about: 'fr' }],
  ['an unknown time zone', 'timeZone: Europe/Madrit', { kind: 'wrong', about: 'Europe/Madrit' }],
  ['a time zone that leads elsewhere', 'timeZone: ../../etc/shadow', { kind: 'wrong' }],
  ['Wi-Fi without a country', 'wifi:\n  networks:\n    - ssid: A', { kind: 'missing', line: 2, path: ['wifi', 'country'] }],
  ['a country in words', 'wifi:\n  country: Spain', { kind: 'wrong', line: 3, about: 'Spain' }],
  [
    'an impossible address',
    'network:\n  address: 192.168.1.300/24\n  gateway: 192.168.1.1',
    { kind: 'wrong', line: 3, path: ['network', 'address'] },
  ],
  [
    'an address without its network',
    'network:\n  address: 192.168.1.3\n  gateway: 192.168.1.1',
    { kind: 'wrong', path: ['network', 'address'] },
  ],
  ['the address of the network itself', 'network:\n  address: 192.168.1.0/24\n  gateway: 192.168.1.1', { path: ['network', 'address'] }],
  [
    'a router elsewhere',
    'network:\n  address: 192.168.1.3/24\n  gateway: 192.168.2.1',
    { kind: 'wrong', line: 4, path: ['network', 'gateway'] },
  ],
  ['itself as router', 'network:\n  address: 192.168.1.3/24\n  gateway: 192.168.1.3', { path: ['network', 'gateway'] }],
  ['no router', 'network:\n  address: 192.168.1.3/24', { kind: 'missing', line: 2, path: ['network', 'gateway'] }],
  ['dns that is no list', 'network:\n  address: 192.168.1.3/24\n  gateway: 192.168.1.1\n  dns: 9.9.9.9', { path: ['network', 'dns'] }],
  ['another word for automatic', 'network: dhcp', { kind: 'wrong', about: 'dhcp' }],
  ['an e-mail address without @', 'operator:\n  email: ada', { kind: 'wrong', path: ['operator', 'email'] }],
  ['no SSH key', 'ssh:\n  keys:\n    - AAAA', { kind: 'secret', line: 4, path: ['ssh', 'keys', 0] }],
  ['a short fleet key', 'fleet:\n  operator: rosa\n  displayName: R\n  key: short-secret', { kind: 'secret', path: ['fleet', 'key'] }],
  ['a channel of two words', 'channel: two words', { kind: 'wrong', about: 'two words' }],
])('only the part with %s is left out', (_, text, mistake) => {
  const read = readPercloudYaml(`${other}${text}\n`);
  expect(read.settings).toEqual({ relay: 'relay.example.org' });
  expect(read.mistakes).toHaveLength(1);
  expect(read.mistakes[0]).toMatchObject(mistake);
});

test('of several networks and keys only the wrong ones are left out; their secrets stay, those of the good ones are found', () => {
  const text = `${wifi('- ssid: Good', '  password: good-secret', '- ssid: Bad', '  password: "bad"', '- ssid: Cut', '  password: half #secret')}\nssh:\n  keys:\n    - nonsense\n    - ${key}\n`;
  const { settings, secrets, mistakes } = readPercloudYaml(text);
  expect(settings).toEqual({ wifi: { country: 'ES', networks: [{ ssid: 'Good', password: 'good-secret' }] }, ssh: { keys: [key] } });
  expect(secrets.map(({ from, to }) => text.slice(from, to))).toEqual(['good-secret']);
  expect(mistakes.map(({ kind, line }) => ({ kind, line }))).toEqual([
    { kind: 'secret', line: 7 },
    { kind: 'cut', line: 9 },
    { kind: 'secret', line: 12 },
  ]);
});

test('a list of SSH keys without a good one does not switch SSH off', () => {
  expect(readPercloudYaml('ssh:\n  keys:\n    - nonsense\n').settings).toEqual({});
  expect(readPercloudYaml('ssh:\n  keys: []\n').settings).toEqual({ ssh: { keys: [] } });
});

test('no mistake tells a secret', () => {
  const secret = 'p4ss';
  const text = `${wifi(`- ssid: ${secret.repeat(20)}`, `- ssid: A`, `  password: ${secret}`)}\nfleet:\n  operator: x\n  displayName: y\n  key: ${secret}\nssh:\n  keys:\n    - ${secret}\n`;
  const { mistakes } = readPercloudYaml(text);
  expect(mistakes).toHaveLength(4);
  for (const language of ['en', 'es', 'it'] as const) {
    const words = renderMistakes(mistakes, { file: 'percloud.yaml', language });
    expect(words).not.toContain(secret);
    expect(words).not.toMatch(/\{\}|undefined/);
  }
});

test('a mistake says the line, what is wrong and what to write', () => {
  const { mistakes } = readPercloudYaml('timeZone: Madrid\nfoo: 1\n');
  expect(renderMistakes(mistakes, { file: 'percloud.yaml', language: 'en' }).split('\r\n').slice(2)).toEqual([
    '- Line 1, timeZone: “Madrid” is not right there. Write the name of a time zone, its continent and a city with capital letters: timeZone: Europe/London',
    '- Line 2, foo: There is no such word. Known there are: hostname, language, timeZone, wifi, network, ssh, operator, relay, channel, fleet.',
    '',
  ]);
  expect(renderMistakes(mistakes, { file: 'percloud.yaml', language: 'es' })).toContain(
    'Línea 1, timeZone: «Madrid» no puede ir ahí. Escribe ',
  );
});
