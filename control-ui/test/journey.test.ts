import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Installation, startInstallation } from '../../agent/test/installation.ts';
import { Visit } from './visit.ts';

/** One person's first days with their box, in order: each test goes on where the one before ended. */
let box: Installation;
let visit: Visit;

beforeAll(async () => {
  box = await startInstallation();
  visit = await Visit.begin(box.host);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(`What was seen: ${await visit.photograph()}`);
});
afterAll(async () => {
  await visit?.end();
  await box?.stop();
});

const button = (name: string | RegExp) => visit.page.getByRole('button', { name, exact: typeof name === 'string' });
const link = (name: string | RegExp) => visit.page.getByRole('link', { name, exact: typeof name === 'string' });
/** The way to an app's page: its tile at home. */
const tile = (name: RegExp) => visit.page.getByRole('region', { name: 'My apps' }).getByRole('link', { name });
const tab = (name: string) => visit.page.getByRole('navigation', { name: 'About this app' }).getByRole('link', { name });
const heading = (name: string | RegExp) => visit.page.getByRole('heading', { name, exact: typeof name === 'string' });
const seen = (text: string | RegExp) => visit.page.getByText(text).first().waitFor();

test('the landing page says how to trust the box, and leads on who does already', async () => {
  const address = `http://${box.host.hostname}:${box.host.httpPort}/`;
  const stranger = await Visit.begin(box.host, { trusting: false, locale: 'es-ES' });
  await stranger.page.goto(address);
  await stranger.page.getByRole('heading', { name: 'Esto es un Percloud' }).waitFor();
  await stranger.expectUsable();
  const download = await Promise.all([
    stranger.page.waitForEvent('download'),
    stranger.page.getByRole('link', { name: 'Obtener el certificado' }).click(),
  ]);
  expect(download[0].suggestedFilename()).toBe('percloud.crt');
  await stranger.end();

  await visit.page.goto(address);
  await heading('Make this box yours').waitFor();
});

test('claim', async () => {
  const { page } = visit;
  const { code } = await box.root.call('getClaimCode');
  await visit.expectUsable();
  await page.getByLabel('Claim code').fill('WRONG-CODE');
  await page.getByLabel('Your name').fill('Ada Lovelace');
  expect(await page.getByLabel('Name to sign in with').inputValue()).toBe('ada');
  await page.getByLabel('Password').fill('correct horse battery');
  await button('Make it mine').click();
  await seen('This is not the claim code of this box.');
  await visit.expectUsable();
  await page.getByLabel('Claim code').fill(code ?? '');
  await button('Make it mine').click();
  await heading(/, Ada Lovelace$/).waitFor();
  await seen('Nothing here yet. Start with a calendar.');
  await visit.expectUsable();
});

test('install a calendar', async () => {
  const { page } = visit;
  await link('Look at the apps').click();
  await heading('Plan').waitFor();
  await visit.expectUsable();
  expect(await page.getByText('Probe').count()).toBe(0);
  await link(/Calendar and contacts/).click();
  await heading('What it may do').waitFor();
  await visit.expectUsable();
  await button('Install').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Details').click();
  await dialog.getByLabel('Version').selectOption('1.0.0');
  await visit.expectUsable();
  await dialog.getByRole('button', { name: 'Install' }).click();
  await seen('Installing Calendar and contacts');
  await seen('Calendar and contacts is ready');
  await visit.expectUsable();
});

test('open it through the gate', async () => {
  const app = await visit.openBeside(() => link('Open Calendar and contacts').click());
  expect(new URL(app.url()).hostname).toBe('calendar-ada.localhost');
  expect(await app.title()).toContain('Radicale');
  await app.close();
});

test('a device gets a password of its own', async () => {
  const { page } = visit;
  await tile(/^Calendar and contacts/).click();
  await button('Add a device').click();
  await page.getByLabel('What is it?').fill('My phone');
  await button('Make its password').click();
  await heading('Ready for My phone').waitFor();
  await visit.expectUsable();
  await button('I typed it in').click();
  await seen('not used yet');
  await button('Take back: My phone').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await seen('No phone or program uses this app yet.');
});

test('update it, and find both versions in its history', async () => {
  await visit.expectUsable();
  await button('Look at the update').click();
  await visit.expectUsable();
  await button('Update now').click();
  await seen('Updating Calendar and contacts to 1.1.0');
  await seen('Calendar and contacts is now version 1.1.0');
  await tab('History').click();
  await seen('Now: version 1.1.0');
  await seen('Version 1.0.0');
  await visit.expectUsable();
});

test('settings are asked and kept', async () => {
  await tab('Settings').click();
  await visit.page.getByLabel(/^To begin with/).selectOption({ label: 'Nothing' });
  await visit.expectUsable();
  await button('Save and restart the app').click();
  await seen('Calendar and contacts has its new settings');
});

test('go back, and the data with it', async () => {
  await tab('History').click();
  await button(/^Go back to here/)
    .last()
    .click();
  await visit.expectUsable();
  await visit.page.getByRole('dialog').getByRole('button', { name: 'Go back to here' }).click();
  await seen('Calendar and contacts is back as it was');
  await seen('Now: version 1.0.0');
});

test('its log is read as it grows', async () => {
  await tab('Details').click();
  await expect.poll(() => visit.page.getByRole('textbox', { name: 'Log' }).inputValue(), { timeout: 20_000 }).toMatch(/\S{5}/);
  await visit.expectUsable();
});

test('an update that does not work is put back before one’s eyes', async () => {
  const { page } = visit;
  await visit.goTo('/catalog/probe');
  await button('Install').click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Passphrase')
    .or(dialog.getByLabel(/^Passphrase/))
    .first()
    .fill('a phrase to pass with');
  await dialog.getByRole('button', { name: 'Install' }).click();
  await seen('Probe is ready');
  await tile(/^Probe/).click();
  await tab('Details').click();
  await page.getByLabel('Version', { exact: true }).selectOption('1.2.0-unhealthy');
  await button('Change to this version').click();
  await seen('Updating Probe to 1.2.0-unhealthy');
  await seen('Probe could not be updated to 1.2.0-unhealthy');
  await tab('Overview').click();
  await seen('Your data is safe. Version 1.2.0-unhealthy didn’t work, so the one before is running again.');
  await visit.expectUsable();
  await link('What happened').click();
  await seen('did not work');
  await visit.expectUsable();
});

test('while the agent is away the panel says so, and catches up', async () => {
  await link('Home').click();
  await seen('The last change of Probe didn’t work.');
  await box.agent.kill('SIGKILL');
  await seen('The box doesn’t answer right now');
  await visit.expectUsable();
  await box.startAgent();
  await visit.page.getByText('The box doesn’t answer right now').waitFor({ state: 'detached' });
});

test('move it to the bin, and bring it back', async () => {
  const { page } = visit;
  await link(/^Calendar and contacts/)
    .first()
    .click();
  await button('Move to bin').click();
  await visit.expectUsable();
  await page.getByRole('dialog').getByRole('button', { name: 'Move to bin' }).click();
  await seen('Calendar and contacts is in the bin');
  await link(/^Bin: 1 app/).click();
  await button(/^Delete for ever/).click();
  const forEver = page.getByRole('dialog').getByRole('button', { name: 'Delete for ever' });
  expect(await forEver.isDisabled()).toBe(true);
  await visit.expectUsable();
  await button('Not now').click();
  await button(/^Bring back/).click();
  await seen('Calendar and contacts is back');
  await seen('The bin is empty.');
  await visit.expectUsable();
});

test('activity tells it all', async () => {
  await link('Activity').click();
  await heading('Activity').waitFor();
  await seen('Probe could not be updated to 1.2.0-unhealthy');
  await visit.expectUsable();
});

test('in another language, and signed out everywhere', async () => {
  const { page } = visit;
  await visit.goTo('/settings');
  await page.getByLabel('Language').selectOption('es');
  await button('Save').click();
  await heading('Ajustes').waitFor();
  await visit.expectUsable();
  await button('Cerrar sesión en todas partes').click();
  await heading('Hola de nuevo').waitFor();
  await visit.expectUsable();
});

test('somebody signed out who opens an app signs in and arrives there', async () => {
  const { page } = visit;
  await page.goto(`https://calendar-ada.localhost:${box.host.httpsPort}/.web/`);
  await page.getByLabel('Nombre').fill('ada');
  await page.getByLabel('Contraseña').fill('correct horse battery');
  await button('Entrar').click();
  await page.waitForURL(({ hostname }) => hostname === 'calendar-ada.localhost');
  expect(await page.title()).toContain('Radicale');
});

test('nothing was refused by the security policy, nothing was thrown', () => {
  expect(visit.complaints).toEqual([]);
});
