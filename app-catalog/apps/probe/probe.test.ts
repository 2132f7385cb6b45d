import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';

let installation: Installation;
let owner: AppOwner;
let app: Awaited<ReturnType<AppOwner['install']>>;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
  const settings = { greeting: 'ciao', passphrase: 'quite a long phrase', count: 7, loud: true, colour: 'red' };
  app = await owner.install('probe', { settings });
  await owner.open(app);
});

afterAll(() => installation?.stop());

const ask = async (path: string) => JSON.parse((await owner.person.fetch(`${app.url}${path}`)).text);

test('is told settings of every kind, its address and whose it is', async () => {
  expect((await ask('/env')).env).toMatchObject({
    ...{ SETTING_GREETING: 'ciao', SETTING_COUNT: '7', SETTING_LOUD: 'true', SETTING_COLOUR: 'red' },
    ...{ APP_URL: app.url, APP_HOST: new URL(app.url).hostname, OWNER_NAME: 'ada' },
  });
});

test('has its secrets as files only it can read', async () => {
  const { secrets } = await ask('/secret-length');
  expect(secrets).toMatchObject({ token: { length: 40, uid: 7002 }, passphrase: { length: 'quite a long phrase'.length, uid: 7002 } });
  for (const { mode } of [secrets.token, secrets.passphrase]) expect(mode).toMatch(/^[46]00$/);
  expect(JSON.stringify((await ask('/env')).env)).not.toContain('quite a long phrase');
});

test('was set up before anybody could come', async () => {
  expect(await ask('/setup')).toEqual({ runs: 1 });
});

test('runs without any privilege', async () => {
  expect(await ask('/process')).toEqual({
    ...{ uid: 7002, gid: 7002, noNewPrivileges: true },
    ...{ effectiveCapabilities: '0000000000000000', boundingCapabilities: '0000000000000000' },
  });
});

test('shows strangers its public pages and nothing else', async () => {
  const stranger = installation.visitor();
  expect((await stranger.fetch(`${app.url}/public/page`)).status).toBe(200);
  expect((await stranger.fetch(`${app.url}/all`)).headers.location).toContain('/.percloud/enter');
});
