import { expect, test } from 'vitest';
import { manifestSchema } from './manifest.ts';
import { permissionsOf, widened } from './permissions.ts';

const text = { en: 'a', es: 'a', it: 'a' };
type Web = { public?: (string | { path: string; when: string })[]; private?: string[] };

/** An app with two switches, and what of it is open. */
const appWith = (web: Web) =>
  manifestSchema.parse({
    ...{ id: 'notes', version: '1.0.0', program: 'Notes 1', slug: 'notes', category: 'write', color: '#000000' },
    ...{ title: text, summary: text, description: text },
    services: { web: { image: 'notes', user: '7001:7001', healthcheck: { tcp: 80 } } },
    settings: ['one', 'other'].map((name) => ({ name, type: 'boolean', label: text })),
    web: { service: 'web', port: 80, ...web },
  });

test('what a setting opens is a permission whether it is on or not', () => {
  expect(permissionsOf(appWith({ public: ['/feed', { path: '/', when: 'one' }] }))).toEqual(['may-be-public:one:/', 'public:/feed']);
});

test('another setting that opens the same is another permission', () => {
  expect(permissionsOf(appWith({ public: [{ path: '/', when: 'one' }] }))).not.toEqual(
    permissionsOf(appWith({ public: [{ path: '/', when: 'other' }] })),
  );
});

test.each<[string, Web, Web, string[]]>([
  ['that stays shut', { public: ['/'], private: ['/admin'] }, { public: ['/'], private: ['/admin'] }, []],
  ['that is no longer shut', { public: ['/'], private: ['/admin', '/login'] }, { public: ['/'], private: ['/login'] }, ['public:/admin']],
  ['shut at a part of it only', { public: ['/'], private: ['/admin'] }, { public: ['/'], private: ['/admin/keys'] }, ['public:/admin']],
  ['shut together with more', { public: ['/'], private: ['/admin/keys'] }, { public: ['/'], private: ['/admin'] }, []],
  ['called with a slash', { public: ['/'], private: ['/admin/'] }, { public: ['/'], private: ['/admin'] }, []],
  ['of a longer name', { public: ['/'], private: ['/admin'] }, { public: ['/'], private: ['/administration'] }, ['public:/admin']],
  ['below what is no longer open', { public: ['/'], private: ['/admin'] }, {}, []],
  [
    'that a setting opens',
    { public: [{ path: '/', when: 'one' }], private: ['/admin'] },
    { public: [{ path: '/', when: 'one' }] },
    ['may-be-public:one:/admin'],
  ],
  [
    'that is open by itself now',
    { public: ['/'], private: ['/admin'] },
    { public: ['/', '/admin/help'], private: ['/admin'] },
    ['public:/admin/help'],
  ],
])('a path %s', (_, older, newer, expected) => {
  expect(widened(appWith(older), appWith(newer))).toEqual(expected);
});
