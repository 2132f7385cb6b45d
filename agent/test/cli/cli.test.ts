import { appSchema } from '@percloud/contract/apps';
import { operationSchema } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';

let installation: Installation;
const type = (...args: string[]) => percloud(installation.host.dataDir, args);
const read = async <S extends z.ZodType>(schema: S, ...args: string[]) => schema.parse(JSON.parse((await type(...args, '--json')).stdout));

beforeAll(async () => {
  installation = await startInstallation();
});
afterAll(() => installation?.stop());

test('says to claim the box first', async () => {
  const { code, stderr } = await type('app', 'list');
  expect(code).toBe(2);
  expect(stderr).toContain('claim the box first');
});

test('shows the catalog', async () => {
  await installation.claim();
  const { code, stdout } = await type('app', 'catalog');
  expect(code).toBe(0);
  expect(stdout).toMatch(/radicale +\S+ +Calendar and contacts/);
});

test('installs with a line for each step', async () => {
  const { code, stdout } = await type('app', 'install', 'radicale', '--slug', 'plans');
  expect(stdout.split('\n').at(-2)).toBe('✓ Install plans: succeeded');
  expect(stdout).toContain('Install plans: start containers\n');
  expect(code).toBe(0);
  expect(await read(z.array(appSchema), 'app', 'list')).toMatchObject([{ slug: 'plans', status: 'running' }]);
});

test('prints an operation’s end as JSON, and nothing else', async () => {
  expect(await read(operationSchema, 'app', 'stop', 'plans')).toMatchObject({ kind: 'app.stop', status: 'succeeded' });
  expect(await read(operationSchema, 'app', 'start', 'plans')).toMatchObject({ status: 'succeeded' });
});

test('shows log, address and settings', async () => {
  expect((await type('app', 'logs', 'plans', '--tail', '50')).stdout).toContain('Radicale');
  expect(await type('app', 'logs', 'plans', '--service', 'cellar')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('query.service: This app has no such service.'),
  });
  expect((await type('app', 'open', 'plans')).stdout).toContain(`https://plans-ada.localhost:${installation.host.httpsPort}`);
  expect((await type('app', 'settings', 'plans')).stdout).toMatch(/^SETTING/);
});

test('moves an app to the bin and back', async () => {
  expect((await type('app', 'remove', 'plans')).code).toBe(0);
  expect(await read(z.array(appSchema), 'app', 'list', '--bin')).toMatchObject([{ slug: 'plans', status: 'in-bin' }]);
  expect((await type('app', 'restore', 'plans')).code).toBe(0);
});

test('lists what was done', async () => {
  const kinds = (await read(z.array(operationSchema), 'operation', 'list')).map(({ kind }) => kind);
  expect(kinds.slice(0, 2)).toEqual(['app.restore', 'app.remove']);
});

test('sets a new password from standard input', async () => {
  const { code } = await percloud(installation.host.dataDir, ['person', 'password', 'ada', '--stdin'], 'another horse battery\n');
  expect(code).toBe(0);
  const person = installation.visitor();
  await person.api.call('signIn', { body: { name: 'ada', password: 'another horse battery' } });
});

test.each([
  [2, ['app', 'frobnicate']],
  [2, ['app', 'install', 'radicale', '--set', 'nonsense=1']],
  [2, ['app', 'list', '--percloud']],
  [4, ['app', 'install', 'nonesuch']],
  [4, ['app', 'upgrade', 'nonesuch']],
  [4, ['operation', 'watch', 'a'.repeat(20)]],
  [4, ['person', 'password', 'nobody', '--stdin']],
  [5, ['app', 'install', 'radicale', '--slug', 'plans']],
  [2, ['app', 'delete', 'plans']],
])('exits with %i for %j', async (code, args) => {
  const outcome = await percloud(installation.host.dataDir, args, 'long enough a password');
  expect(outcome.stderr).not.toBe('');
  expect(outcome.code).toBe(code);
});

test('says that nobody answers while the agent is gone', async () => {
  await installation.agent.kill();
  expect((await type('app', 'list')).code).toBe(3);
});
