import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '@percloud/contract/api';
import type { AppDetail } from '@percloud/contract/apps';
import type { EndpointParts } from '@percloud/contract/endpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../../agent/test/apps/app-owner.ts';
import { BackupOwner } from '../../agent/test/backups/backup-owner.ts';
import { LoopDisk } from '../../agent/test/backups/loop-disk.ts';
import { catalogOf } from './browser/catalog-of.ts';
import { household } from './browser/household.ts';
import { phone } from './browser/screens.ts';
import { expectNotTooWide } from './browser/usable.ts';
import { hostileCatalog } from './hostile/hostile-catalog.ts';
import { freeTexts, script } from './hostile/spoil.ts';

/** Whatever a person types or a catalog says is shown as text, and never runs. */
const hostile = await hostileCatalog();
const { catalog, remove } = await catalogOf(hostile.releases, hostile.words);
afterAll(remove);
const home = household(phone, { catalog, claimed: false });
/** As much of one as the name of a disk takes. */
const diskName = script.slice(0, 16);
const answered: string[] = [];
let app: AppDetail;
let operation: string;
let disk: LoopDisk;
let target: string;
let backup: string;

beforeAll(async () => {
  const { box, visit } = home;
  visit.page.context().on('response', (response) => answered.push(response.url()));
  const person = box.visitor();
  const { code } = await box.root.call('getClaimCode');
  const names = { displayName: script, percloudName: script };
  await person.api.call('claim', { body: { code: code ?? '', name: 'ada', ...names, language: 'es', password: 'correct horse battery' } });
  const owner = new AppOwner(box, person, (await person.api.call('listPerclouds'))[0]?.id ?? '');
  const settings = { passphrase: 'correct horse battery', greeting: script, colour: script };
  app = await owner.install('hostile', { version: hostile.releases[0]?.manifest.version, settings });
  await owner.person.api.call('createAppPassword', { params: owner.params(app.id), body: { device: script } });
  const upgrade = await box.root.call('upgradeApp', { params: owner.params(app.id), body: { version: '9.9.9' } });
  expect((await owner.ended(upgrade)).status).toBe('failed');
  operation = upgrade.id;
  disk = await LoopDisk.make({ name: diskName });
  await disk.plugIn();
  const keeper = new BackupOwner(box, owner);
  const place = await keeper.addPlace({ kind: 'disk', fileSystem: disk.fileSystem });
  target = place.target.id;
  expect((await keeper.backUp(place.target)).status).toBe('succeeded');
  backup = (await keeper.backups(place.target))[0]?.id ?? '';
  await visit.signIn();
});

afterAll(() => disk?.remove());

/** Every page the panel has, as its own routes name them. */
const places = [...readFileSync(join(import.meta.dirname, '../src/app.tsx'), 'utf8').matchAll(/<Route path="([^"]+)"/g)]
  .map(([, path]) => path ?? '')
  .filter((path) => !['/claim', '/sign-in'].includes(path))
  .flatMap((path) => (path.includes(':tab?') ? ['', 'settings', 'history', 'details'].map((tab) => path.replace(':tab?', tab)) : [path]));

const canaries = () => answered.filter((address) => new URL(address).pathname === '/canary');

async function expectNothingRan() {
  const { page } = home.visit;
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
  expect(await page.locator('[src="/canary"], [href^="javascript:" i]').count()).toBe(0);
  expect(canaries()).toEqual([]);
}

test('a script stands in every text of the catalog', () => {
  // If this list shrinks, something is no longer tried.
  const last = hostile.paths.map((path) => path.replace(/^apps\.hostile\.releases\.0\.manifest\./, ''));
  expect(last).toEqual(
    expect.arrayContaining(['name', 'publisher.name', 'program', 'license', 'title.es', 'release_notes.es', 'keywords.es.0']),
  );
  expect(last).toEqual(expect.arrayContaining(['settings.0.label.es', 'settings.4.choices.0.value', 'web.devices.clients.0.steps.es']));
});

test.each(places)('%s', async (place) => {
  const { visit } = home;
  const of = place.startsWith('/catalog') ? 'hostile' : app.id;
  const fill = (name: string) => ({ ':operation': operation, ':app': of, ':target': target, ':backup': backup })[name];
  const path = place.replaceAll(/:\w+/g, (name) => {
    const value = fill(name);
    if (!value) throw new Error(`say in this test what to put for ${name}`);
    return value;
  });
  await visit.goTo(path);
  await visit.page.getByRole('heading', { level: 1 }).waitFor();
  // A log that is followed never ends.
  await visit.page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  for (const summary of await visit.page.locator('summary').all()) await summary.click();
  await expectNothingRan();
  await expectNotTooWide(visit.page);
});

test('it is shown as it was written', async () => {
  const { visit } = home;
  for (const path of ['/', '/catalog', '/catalog/hostile', `/apps/${app.id}`, '/activity', `/activity/${operation}`]) {
    await visit.goTo(path);
    await visit.seenText(script);
  }
  await visit.goTo('/settings');
  expect(await visit.field('account.display-name').inputValue()).toBe(script);
  await visit.goTo(`/apps/${app.id}/details`);
  const log = visit.page.getByRole('textbox', { name: visit.say('details.log') });
  await expect.poll(() => log.inputValue(), { timeout: 20_000 }).toContain(script);
});

test('in dialogs and in what is searched for', async () => {
  const { visit } = home;
  await visit.goTo('/catalog/hostile');
  await visit.page.locator('main').getByRole('button').first().click();
  await visit.dialog().getByText(script).first().waitFor();
  await expectNothingRan();
  await expectNotTooWide(visit.page);
  await visit.page.keyboard.press('Escape');
  await visit.page.keyboard.press('Control+K');
  await visit.dialog().getByRole('combobox').fill(script.slice(0, 12));
  await visit.dialog().getByText(script).first().waitFor();
  await expectNothingRan();
  await visit.page.keyboard.press('Escape');
  await visit.goTo('/catalog');
  await visit.page.getByRole('searchbox').fill(`${script} nothing`);
  await visit.seenText(`${script} nothing`);
  await expectNothingRan();
});

const inAddresses = ['/', '/catalog/', '/apps/', '/activity/', '/sign-in?to='].map((path) => `${path}${encodeURIComponent(script)}`);
test.each([...inAddresses, '/sign-in?to=javascript:pwned=1'])('in an address: %s', async (path) => {
  const { visit } = home;
  await visit.goTo(path);
  await visit.page.getByRole('heading', { level: 1 }).waitFor();
  await expectNothingRan();
  await visit.expectUsable();
});

test('an icon that is opened by itself runs nothing and asks for nothing', async () => {
  const { page, origin } = home.visit;
  const icon = await page.context().newPage();
  for (const path of ['/api/catalog/hostile/icon', `/api/perclouds/${app.percloud}/apps/${app.id}/icon`]) {
    await icon.goto(`${origin}${path}`);
    expect(await icon.evaluate(() => 'pwned' in window)).toBe(false);
  }
  await icon.close();
  expect(canaries()).toEqual([]);
});

test('in the bin, and on the page that stands in for an app that is stopped', async () => {
  const { box, visit } = home;
  await box.root.call('stopApp', { params: { percloud: app.percloud, app: app.id } });
  await expect
    .poll(async () => (await box.root.call('getApp', { params: { percloud: app.percloud, app: app.id } })).status)
    .toBe('stopped');
  await visit.page.goto(`${app.url}/`);
  await visit.page.getByRole('heading', { level: 1 }).waitFor();
  await expectNothingRan();
  await box.root.call('removeApp', { params: { percloud: app.percloud, app: app.id } });
  await visit.goTo('/bin');
  await visit.seenText(script);
  await expectNothingRan();
});

const triedHere = [
  'claim.displayName',
  'claim.percloudName',
  'updateMe.displayName',
  'installApp.settings.*',
  'configureApp.settings.*',
  'createAppPassword.device',
];
const refusedOrSecret = [
  ...['claim.code', 'claim.password', 'signIn.password', 'changePassword.current', 'changePassword.next', 'resetPassword.next'],
  ...['addCatalog.address', 'installApp.version', 'upgradeApp.version', 'upgradeApp.accept.*', 'deleteApp.confirm'],
  ...[
    'addBackupTarget.words',
    'putBackFile.path',
    'removeBackupTarget.confirm',
    'confirmRecoveryWords.words.*',
    'useRecoveryWords.words',
    'listRecoveryDisks.code',
  ],
  ...['openRecovery.code', 'openRecovery.words', 'startRecovery.password'],
  ...['openSsh.key', 'resetBox.name', 'resetPasswordWithCode.code', 'resetPasswordWithCode.password'],
];
test('every field that a person can fill with a script is known here', () => {
  const fields = Object.entries(api).flatMap(([name, { body }]: [string, EndpointParts]) =>
    body ? freeTexts(body).map((path) => `${name}.${path}`) : [],
  );
  expect(fields.toSorted()).toEqual([...triedHere, ...refusedOrSecret].toSorted());
});

test('nothing was refused by the security policy, nothing was thrown', () => {
  expect(home.visit.complaints).toEqual([]);
});
