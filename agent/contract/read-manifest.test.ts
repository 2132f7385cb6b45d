import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { manifestSchema, publicPaths } from './manifest.ts';
import { readManifest, renderMistake } from './read-manifest.ts';

const good = `id: notes
version: 1.0.0
title: { en: Notes, es: Notas, it: Note }
program: Notes 1
summary: { en: Notes, es: Notas, it: Note }
description: { en: Notes, es: Notas, it: Note }
category: write
slug: notes
color: '#123456'
services:
  web:
    image: notes
    user: 7009:7009
    volumes: ['data:/data']
    healthcheck: { tcp: 80 }
volumes:
  data: {}
web: { service: web, port: 80 }
`;

const mistakesIn = (text: string, base?: unknown) => {
  const result = readManifest(text, 'app.yaml', base);
  return 'mistakes' in result ? result.mistakes.map(renderMistake) : [];
};

test('reads a manifest and fills in what is left out', () => {
  const result = readManifest(good, 'app.yaml');
  expect(result).toMatchObject({
    manifest: { id: 'notes', hidden: false, permissions: { egress: 'none' }, web: { public: [], open: '/' } },
  });
});

test.each([
  ['a syntax error', good.replace('program: Notes 1', 'program: [Notes'), /^app\.yaml:[45]: /],
  [
    'an unknown key',
    good.replace('    image:', '    privileged: true\n    image:'),
    'app.yaml:12: services.web.privileged is not a known key',
  ],
  ['root', good.replace('7009:7009', '0:0'), 'app.yaml:13: services.web.user is a pinned uid:gid such as 7001:7001'],
  ['a missing key', good.replace('    image: notes\n', ''), 'app.yaml:11: services.web.image is missing'],
  ['a missing language', good.replace('{ en: Notes, es: Notas, it: Note }', '{ en: Notes, es: Notas }'), 'app.yaml:3: title.it is missing'],
  ['a bad service name', good.replace('  web:\n', '  Web:\n'), 'app.yaml:11: services.Web small letters, digits and dashes only'],
  [
    'an undeclared volume',
    good.replace('  data: {}', '  other: {}'),
    'app.yaml:14: services.web.volumes.0 names a volume that is not declared',
  ],
  [
    'a service that is not there',
    good.replace('service: web', 'service: wep'),
    'app.yaml:18: web.service names a service that does not exist',
  ],
  ['a version that is none', good.replace('1.0.0', '1.0.0-01'), 'app.yaml:2: version is a version such as 3.5.1'],
  [
    'a pattern that is none',
    `${good}settings:\n  - { name: a, type: text, label: { en: a, es: a, it: a }, pattern: '(' }\n`,
    'app.yaml:20: settings.0.pattern is not a regular expression',
  ],
  [
    'an endless pattern',
    `${good}settings:\n  - { name: a, type: text, label: { en: a, es: a, it: a }, pattern: ${'a'.repeat(501)} }\n`,
    /^app\.yaml:20: settings\.0\.pattern .*500/,
  ],
  [
    'an endless stop',
    good.replace('    image:', '    stop_grace_period: 9999h\n    image:'),
    'app.yaml:12: services.web.stop_grace_period is longer than an hour',
  ],
  [
    'a circle',
    good.replace('    image:', '    depends_on: { web: { condition: service_healthy } }\n    image:'),
    /depend on each other in a circle/,
  ],
  [
    'a path public when nothing says so',
    good.replace('port: 80 }', 'port: 80, public: [{ path: /, when: open }] }'),
    'app.yaml:18: web.public.0.when names no boolean setting',
  ],
  [
    'a private path that was never public',
    good.replace('port: 80 }', 'port: 80, public: [/notes], private: [/notes/new, /notesnew] }'),
    'app.yaml:18: web.private.1 is not below a public path',
  ],
  ['a doubled key', `${good}slug: other\n`, /^app\.yaml:19: .*unique/],
  ['nothing at all', '', /^app\.yaml:1: /],
])('says where %s is', (_, text, mistake) => {
  expect(mistakesIn(text)[0]).toEqual(typeof mistake === 'string' ? mistake : expect.stringMatching(mistake));
});

test('what a setting opens is public while it is on', () => {
  const setting = 'settings:\n  - { name: open, type: boolean, label: { en: a, es: a, it: a } }\n';
  const manifest = manifestOf(
    good.replace('port: 80 }', 'port: 80, public: [/feed, { path: /, when: open }], private: [/admin] }') + setting,
  );
  expect(publicPaths(manifest, { open: true })).toEqual(['/feed', '/']);
  expect(publicPaths(manifest, { open: false })).toEqual(['/feed']);
  expect(publicPaths(manifest, {})).toEqual(['/feed']);
});

test.each([
  [
    'public and private paths',
    { web: { service: 'web', port: 80, public: Array(100_000).fill('/b'), private: Array(100_000).fill('/a') } },
    'web.public',
  ],
  ['settings', { settings: Array(101).fill({ name: 'a', type: 'boolean', label: { en: 'a', es: 'a', it: 'a' } }) }, 'settings'],
  ['secrets', { secrets: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`s${index}`, {}])) }, 'secrets'],
])('holds endless %s against nothing', (_, endless, path) => {
  const { error } = manifestSchema.safeParse({ ...manifestOf(good), ...endless });
  expect(error?.issues[0]).toMatchObject({ path: path.split('.'), message: expect.stringMatching('has more than') });
  expect(error?.issues.map(({ message }) => message)).not.toContain('is not below a public path');
});

test('names every mistake, in the order of the file', () => {
  const text = good.replace('category: write', 'category: fun').replace('1.0.0', 'one').replace('tcp: 80', 'tcp: 80000');
  expect(mistakesIn(text).map((mistake) => mistake.split(' ')[1])).toEqual(['version', 'category', 'services.web.healthcheck.tcp']);
});

test('reads what is different from another manifest', () => {
  const base = { ...manifestOf(good), settings: [{ name: 'title', type: 'text', label: { en: 'a', es: 'a', it: 'a' } }] };
  const result = readManifest('version: 2.0.0\nsettings: null\nservices:\n  web: { mem_limit: 1g }\n', 'app.yaml', base);
  expect(result).toMatchObject({ manifest: { version: '2.0.0', settings: [], services: { web: { image: 'notes', mem_limit: '1g' } } } });
  expect(mistakesIn('version: 2.0.0\nservices:\n  web: { mem_limit: much }\n', base)).toEqual([
    'app.yaml:3: services.web.mem_limit is a size such as 256m',
  ]);
});

test('does not walk every way through services that depend on each other', () => {
  const { services, ...rest } = manifestOf(good);
  const names = Array.from({ length: 60 }, (_, index) => `s${index}`);
  const need = (after: string[]) => Object.fromEntries(after.map((name) => [name, { condition: 'service_healthy' }]));
  const tangle = Object.fromEntries(names.map((name, index) => [name, { ...services.web, depends_on: need(names.slice(index + 1)) }]));
  expect(mistakesIn(stringify({ ...rest, services: { ...tangle, web: services.web } }))).toContainEqual(
    expect.stringMatching('more than 20'),
  );
});

function manifestOf(text: string) {
  const result = readManifest(text, 'app.yaml');
  if ('mistakes' in result) throw new Error(result.mistakes.map(renderMistake).join());
  return result.manifest;
}
