import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putIn } from './put-in.ts';

let root: string;
let [generation, fetched] = ['', ''];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'percloud-put-'));
  [generation, fetched] = [join(root, 'generation'), join(root, 'fetched')];
  write(fetched, 'volumes/data/photos/beach.jpg', 'then');
  mkdirSync(join(generation, 'volumes/data'), { recursive: true, mode: 0o750 });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(directory: string, path: string, text: string) {
  mkdirSync(join(directory, path, '..'), { recursive: true });
  writeFileSync(join(directory, path), text);
}
const read = (path: string) => readFileSync(join(generation, path), 'utf8');

test('a file whose folder is gone comes back with it, the folder as open as the one above', async () => {
  await putIn(generation, fetched, 'volumes/data/photos/beach.jpg');
  expect(read('volumes/data/photos/beach.jpg')).toBe('then');
  expect(statSync(join(generation, 'volumes/data/photos')).mode & 0o777).toBe(0o750);
});

test('a file takes the place of what it is now', async () => {
  write(generation, 'volumes/data/photos/beach.jpg', 'now');
  await putIn(generation, fetched, 'volumes/data/photos/beach.jpg');
  expect(read('volumes/data/photos/beach.jpg')).toBe('then');
});

test('of a folder, what came later stays', async () => {
  write(generation, 'volumes/data/photos/beach.jpg', 'now');
  write(generation, 'volumes/data/photos/snow.jpg', 'now');
  await putIn(generation, fetched, 'volumes/data/photos');
  expect([read('volumes/data/photos/beach.jpg'), read('volumes/data/photos/snow.jpg')]).toEqual(['then', 'now']);
});

test.each(['volumes/data/photos', 'volumes/data/photos/beach.jpg'])('a link on the way to %s leads nowhere', async (path) => {
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(elsewhere);
  symlinkSync(elsewhere, join(generation, 'volumes/data/photos'));
  await expect(putIn(generation, fetched, path)).rejects.toMatchObject({ code: 'put-back-blocked', parts: { values: { name: 'photos' } } });
  expect(readdirSync(elsewhere)).toEqual([]);
});

test('a link in a file’s own place is taken away, and what it leads to is left alone', async () => {
  write(root, 'elsewhere', 'precious');
  mkdirSync(join(generation, 'volumes/data/photos'));
  symlinkSync(join(root, 'elsewhere'), join(generation, 'volumes/data/photos/beach.jpg'));
  await putIn(generation, fetched, 'volumes/data/photos/beach.jpg');
  expect(lstatSync(join(generation, 'volumes/data/photos/beach.jpg')).isFile()).toBe(true);
  expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe('precious');
});

test('a folder in a file’s place is in the way', async () => {
  mkdirSync(join(generation, 'volumes/data/photos/beach.jpg'), { recursive: true });
  await expect(putIn(generation, fetched, 'volumes/data/photos/beach.jpg')).rejects.toMatchObject({ code: 'put-back-blocked' });
});
