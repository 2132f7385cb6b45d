import { expect, test } from 'vitest';
import { findMirrors, renderSourcesList } from './apt-sources.ts';

const oneLine = `# a comment
deb [signed-by=/usr/share/keyrings/x.gpg] http://mirror.example/debian bookworm main
deb-src http://mirror.example/debian bookworm main
deb http://mirror.example/debian-security bookworm-security main
deb https://other.example/tools stable main
`;
const paragraphs = `Types: deb
# where it was taken from
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main

Types: deb
URIs: http://mirror.example/debian-security/
Suites: bookworm-security
Components: main
`;

test.each([
  ['lines', [oneLine], 'http://mirror.example/debian-security'],
  ['paragraphs', [paragraphs], 'http://mirror.example/debian-security/'],
  ['another vendor’s list before it', ['deb https://other.example/tools stable main\n', oneLine], 'http://mirror.example/debian-security'],
])('finds the mirrors in %s', (_, sources, security) => {
  expect(findMirrors(sources)).toEqual({ main: 'http://mirror.example/debian', security });
});

test('asks for a mirror where apt knows none', () => {
  expect(() => findMirrors(['deb http://mirror.example/ubuntu noble main\n'])).toThrow('--mirror');
});

test('renders the list of another suite', () => {
  expect(renderSourcesList('trixie', { main: 'http://a.example/debian' })).toBe(
    'deb http://a.example/debian trixie main\ndeb http://a.example/debian trixie-updates main\n',
  );
});

test('renders the list with firmware and newer packages where they are asked for', () => {
  const mirrors = { main: 'http://a.example/debian', security: 'http://a.example/debian-security' };
  expect(renderSourcesList('trixie', mirrors, { components: ['non-free-firmware'], backports: true })).toBe(
    [
      'deb http://a.example/debian trixie main non-free-firmware\n',
      'deb http://a.example/debian trixie-updates main non-free-firmware\n',
      'deb http://a.example/debian-security trixie-security main non-free-firmware\n',
      'deb http://a.example/debian trixie-backports main non-free-firmware\n',
    ].join(''),
  );
});
