import { execFile } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appSchema } from '@percloud/contract/apps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rootDir } from '../../src/host/root-dir.ts';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';

let installation: Installation;
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'percloud-authors-'));
  installation = await startInstallation();
  await installation.claim();
});
afterAll(async () => {
  await installation?.stop();
  await rm(work, { recursive: true, force: true });
});

/** Commands that need no installation. */
const author = async (...args: string[]) => {
  const done = promisify(execFile)(process.execPath, [join(rootDir, 'agent/src/cli/main.ts'), 'catalog', ...args], { cwd: work });
  return await done.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  );
};
const tryIt = () => percloud(installation.host.dataDir, ['catalog', 'try', join(work, 'shelf')]);
const installed = async () =>
  z.array(appSchema).parse(JSON.parse((await percloud(installation.host.dataDir, ['app', 'list', '--json'])).stdout));

test('a new app installs as it is, from wherever it lies', async () => {
  expect(await author('new', 'shelf')).toMatchObject({ code: 0, stdout: expect.stringContaining('percloud catalog try shelf') });
  expect(await author('lint', 'shelf')).toMatchObject({ code: 0, stdout: '1 app: 0 errors, 0 warnings\n' });
  expect(await tryIt()).toMatchObject({ code: 0, stdout: expect.stringMatching(/✓ Install shelf.*: succeeded/) });
  expect(await installed()).toMatchObject([{ catalogApp: 'shelf-try', slug: 'shelf', status: 'running' }]);
});

test('tried again it is as it was; after an edit it is upgraded', async () => {
  const [before] = await installed();
  expect((await tryIt()).stdout).toContain('Nothing has changed');
  await appendFile(join(work, 'shelf/rootfs/opt/app/server.py'), '\n# edited\n');
  expect((await tryIt()).stdout).toMatch(/✓ Upgrade shelf.*: succeeded/);
  const [after] = await installed();
  expect(after).toMatchObject({ id: before?.id, status: 'running' });
  expect(after?.version).not.toBe(before?.version);
});

test('what lint calls an error is not installed', async () => {
  const file = join(work, 'shelf/app.yaml');
  const good = await readFile(file, 'utf8');
  await writeFile(file, good.replace('mem_limit', 'cap_add: [CHOWN]\n    mem_limit'));
  expect(await tryIt()).toMatchObject({ code: 1, stderr: expect.stringContaining('doesn’t say why') });
  await writeFile(file, good);
});

test('a catalog with a spoilt blob is told by its exit code and by the blob', async () => {
  expect(await author('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing is wrong with it.') });
  const catalog = join(rootDir, 'app-catalog/dist/catalog');
  for (const file of ['catalog.json', 'catalog.json.sig']) await cp(join(catalog, file), join(work, 'published', file));
  const { code, stdout } = await author('verify', 'published', '--key', `${catalog}.pub`);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^blobs\/sha256\/[0-9a-f]{64} is missing$/m);
  expect(await author('verify', 'published')).toMatchObject({ code: 2 });
});
