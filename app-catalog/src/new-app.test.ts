import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readApps } from './app-tree.ts';
import { lintApp } from './lint/lint-app.ts';
import { newApp } from './new-app.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a new app has nothing to be told, and none of the template’s blanks', () => {
  const parent = temporaryDirectory();
  const home = newApp('guest-book', parent);
  expect(lintApp(home, parent)).toEqual([]);
  expect(readApps(parent).map(({ manifest }) => [manifest.id, manifest.slug, manifest.title.en])).toEqual([
    ['guest-book', 'guest-book', 'Guest book'],
  ]);
  for (const entry of readdirSync(home, { recursive: true })) {
    const file = join(home, String(entry));
    if (statSync(file).isFile()) expect(readFileSync(file, 'utf8')).not.toMatch(/\(\(\w+\)\)/);
  }
  expect(existsSync(join(home, 'guest-book.test.ts'))).toBe(true);
});

test('two new apps have different users', () => {
  const parent = temporaryDirectory();
  newApp('one', parent);
  const second = newApp('two', parent);
  expect(lintApp(second, parent)).toEqual([]);
});

test.each(['A', 'a', 'under_score', 'ends-', 'two--dashes', 'a'.repeat(25)])('%s is no id', (id) => {
  expect(() => newApp(id, temporaryDirectory())).toThrow('can’t be an app’s id');
});

test('overwrites nothing', () => {
  const parent = temporaryDirectory();
  writeFileSync(join(parent, 'one'), 'mine');
  expect(() => newApp('one', parent)).toThrow('something in');
});
