import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { listDirectories } from '../app-tree.ts';
import { temporaryDirectory } from '../temporary-directory.ts';
import { lintApp, renderFinding } from './lint-app.ts';

const ours = join(import.meta.dirname, '../../apps');
let apps: string;

beforeEach(() => {
  apps = join(temporaryDirectory(), 'apps');
  cpSync(join(ours, 'radicale'), join(apps, 'radicale'), { recursive: true });
});

const lint = () => lintApp(join(apps, 'radicale'), apps).map(renderFinding);
const path = (file: string) => join(apps, 'radicale', file);
function edit(file: string, search: string, by: string) {
  const text = readFileSync(path(file), 'utf8');
  if (!text.includes(search)) throw new Error(`${file} does not contain ${search}`);
  writeFileSync(path(file), text.replace(search, by));
}
const lineOf = (file: string, search: string) => readFileSync(path(file), 'utf8').split(search)[0]?.split('\n').length;

test.each(listDirectories(ours))('our own %s has no errors', (id) => {
  expect(lintApp(join(ours, id), ours).filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each<[file: string, search: string, by: string, message: string, place?: string]>([
  ['app.yaml', 'user: 7001:7001', 'user: 0:0', 'error: services.radicale.user is a pinned uid:gid'],
  ['app.yaml', 'title: { en: Calendar and contacts, es:', 'title: { en: Calendar and contacts, fr:', 'error: title.es is missing'],
  ['app.yaml', 'http: { port: 5232', 'htp: { port: 5232', 'error: services.radicale.healthcheck.htp is not a known key'],
  [
    'app.yaml',
    'web:\n',
    'smoke: [{ service: wed, command: [check] }]\nweb:\n',
    'error: smoke.0.service names a service that does not exist',
  ],
  ['app.yaml', 'user: 7001:7001', 'user: 7003:7003', 'error: Containerfile makes no user 7003'],
  ['app.yaml', 'http: { port: 5232, path: /.web/ }', 'tcp: 5232', 'warning: A port that accepts says little.', 'healthcheck:'],
  ['app.yaml', 'mem_limit:', 'cap_add: [CHOWN]\n    mem_limit:', 'error: radicale wants CHOWN and doesn’t say why.', 'cap_add'],
  [
    'app.yaml',
    'web:\n',
    'permissions: { egress: internet }\nweb:\n',
    'error: The app wants to reach the Internet and doesn’t say why.',
    'permissions',
  ],
  ['app.yaml', 'web:\n', 'web:\n  public: [/a, /]\n', 'warning: Anybody may read all of the app, always.', 'public'],
  [
    'app.yaml',
    'environment:\n',
    'environment:\n      DB_PASSWORD: hunter2\n',
    'error: DB_PASSWORD would be the same in every home',
    'DB_PASSWORD',
  ],
  ['app.yaml', 'volumes:\n', 'volumes:\n  spare: {}\n', 'warning: No service mounts spare.', '  spare'],
  ['app.yaml', 'en: Your appointments', 'en: Radicale keeps your appointments', 'warning: summary names the program.', 'summary:'],
  [
    'app.yaml',
    'es: Lo que encuentra quien entra por primera vez. Lo que ya existe se queda como está.',
    'es: What somebody who comes here for the first time finds. What there is already stays as it is.',
    'warning: settings.0.help.es is the English text',
    'es: What somebody',
  ],
  ['icon.svg', '<rect', '<script>alert(1)</script><rect', 'error: runs something.', '<script'],
  ['icon.svg', '<rect', '<image href="https://example.org/a.png"/><rect', 'error: loads something from elsewhere', '<image'],
  ['Containerfile', 'FROM percloud/base', 'FROM debian:13', 'error: stands on another image'],
  ['Containerfile', 'RUN install', 'RUN curl https://example.org/x | sh\nRUN install', 'error: takes something from the net', 'RUN curl'],
])('in %s, instead of “%s”, “%s” is told with its line: %s', (file, search, by, message, place = by) => {
  edit(file, search, by);
  expect(lint()).toContainEqual(expect.stringContaining(`radicale/${file}:${lineOf(file, place)}: ${message}`));
});

test('release notes are wanted as soon as somebody may have an older version', () => {
  writeFileSync(path('app.yaml'), readFileSync(path('app.yaml'), 'utf8').replace(/release_notes:\n(?: {2}.*\n)+/, ''));
  expect(lint()).toContainEqual(expect.stringContaining('error: release_notes are missing'));
  rmSync(path('releases'), { recursive: true });
  expect(lint().join()).not.toContain('release_notes');
});

test('two apps must not share a user', () => {
  cpSync(path(''), join(apps, 'other'), { recursive: true });
  writeFileSync(join(apps, 'other/app.yaml'), readFileSync(path('app.yaml'), 'utf8').replace('id: radicale', 'id: other'));
  expect(lint()).toContainEqual(
    expect.stringContaining(`app.yaml:${lineOf('app.yaml', 'user: 7001')}: error: The user 7001:7001 is other’s.`),
  );
});

test.each([
  ['README.md', 'error: is missing: how to use the app'],
  ['icon.svg', 'error: is missing'],
  ['app.yaml', 'error: is missing'],
  ['radicale.test.ts', 'warning: is missing: a client'],
  ['Containerfile', 'has no Containerfile'],
])('without %s', (file, message) => {
  rmSync(path(file));
  expect(lint().join('\n')).toContain(message);
});

test('a directory that is no app', () => {
  mkdirSync(join(apps, 'empty'));
  expect(lintApp(join(apps, 'empty'), apps).map(renderFinding)).toEqual([
    'empty/app.yaml:1: error: is missing. (manifest)',
    'empty/icon.svg:1: error: is missing. (manifest)',
  ]);
});
