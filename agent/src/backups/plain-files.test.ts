import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { requirePlainFiles } from './plain-files.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-plain-'));
  for (const directory of ['release', 'secrets/web', 'volumes/data']) await mkdir(join(home, directory), { recursive: true });
  for (const file of ['release/release.json', 'secrets/web/key', 'volumes/data/letter']) await writeFile(join(home, file), '{}');
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('an app as it is saved is taken, links within its own volumes included', async () => {
  await symlink('/etc/passwd', join(home, 'volumes/data/link'));
  await expect(requirePlainFiles(home)).resolves.toBeUndefined();
});

test.each(['release', 'release/release.json', 'secrets', 'secrets/web', 'secrets/web/key', 'volumes', 'volumes/data'])(
  'a link in place of %s is not',
  async (path) => {
    await rm(join(home, path), { recursive: true });
    await symlink('/etc', join(home, path));
    await expect(requirePlainFiles(home)).rejects.toMatchObject({ code: 'backup-damaged' });
  },
);

test('neither is anything beside them', async () => {
  await mkdir(join(home, '1'));
  await expect(requirePlainFiles(home)).rejects.toMatchObject({ code: 'backup-damaged' });
});
