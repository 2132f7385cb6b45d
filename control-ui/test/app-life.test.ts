import { describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { calendar } from './browser/texts.ts';

/** An app from its catalog page to the bin and back. Each test goes on where the one before ended. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen);
  const name = calendar[screen.language];

  test('the catalog lists what can be installed, and no app made for tests', async () => {
    const { visit } = home;
    await visit.link('home.look-at-apps').click();
    await visit.heading('categories.plan').waitFor();
    await visit.expectToLookLike('catalog');
    expect(await visit.page.locator('a[href="/catalog/probe"]').count()).toBe(0);
  });

  test('its page says what it may do and what it needs', async () => {
    const { visit } = home;
    await visit.page.locator('a[href="/catalog/radicale"]').click();
    await visit.heading('permissions.title').waitFor();
    await visit.expectToLookLike('catalog-app');
  });

  test('install an older version of it', async () => {
    const { visit } = home;
    await visit.button('catalog.install').click();
    await visit.dialog().getByText(visit.say('common.details'), { exact: true }).click();
    await visit.field('install.version').selectOption('1.0.0');
    await visit.expectToLookLike('install');
    await visit.confirm('catalog.install').click();
    await visit.seen('operation.app.install.done', { name });
    await visit.heading('finding.title').waitFor();
    await visit.expectToLookLike('home-app');
  });

  test('open it through the gate', async () => {
    const { visit } = home;
    const app = await visit.openBeside(() => visit.page.getByRole('link', { name: `${visit.say('app.open')} ${name}` }).click());
    expect(new URL(app.url()).hostname).toBe('calendar-ada.localhost');
    expect(await app.title()).toContain('Radicale');
    await app.close();
  });

  test('a device gets a password of its own, and loses it', async () => {
    const { visit } = home;
    await visit.tile(name).click();
    await visit.button('devices.add').click();
    await visit.field('devices.name').fill('Fairphone');
    await visit.button('devices.make-password').click();
    await visit.heading('devices.ready', { device: 'Fairphone' }).waitFor();
    await visit.expectUsable();
    await visit.button('devices.done').click();
    await visit.seen('devices.never-used');
    await visit.expectUsable();
    await visit.page.getByRole('button', { name: `${visit.say('devices.revoke')}: Fairphone` }).click();
    await visit.confirm('devices.revoke').click();
    await visit.seen('devices.none');
  });

  test('update it, and find both versions in its history', async () => {
    const { visit } = home;
    await visit.expectToLookLike('app-update');
    await visit.button('update.look').click();
    await visit.expectUsable();
    await visit.button('update.now').click();
    await visit.seen('operation.app.upgrade.done', { name, version: '1.1.0' });
    await visit.tab('app.tab.history').click();
    await visit.seen('history.now', { version: '1.1.0' });
    await visit.seen('history.version', { version: '1.0.0' });
    await visit.expectToLookLike('app-history');
  });

  test('settings are asked and kept', async () => {
    const { visit } = home;
    await visit.tab('app.tab.settings').click();
    await visit.page.locator('select').selectOption('none');
    await visit.expectToLookLike('app-settings');
    await visit.button('settings.save').click();
    await visit.seen('operation.app.configure.done', { name });
  });

  test('go back, and the data with it', async () => {
    const { visit } = home;
    await visit.tab('app.tab.history').click();
    await visit.page
      .getByRole('button', { name: visit.say('history.go-back') })
      .last()
      .click();
    await visit.expectUsable();
    await visit.confirm('history.go-back').click();
    await visit.seen('operation.app.rollback.done', { name });
    await visit.seen('history.now', { version: '1.0.0' });
  });

  test('its log is read as it grows', async () => {
    const { visit } = home;
    await visit.tab('app.tab.details').click();
    const log = visit.page.getByRole('textbox', { name: visit.say('details.log') });
    await expect.poll(() => log.inputValue(), { timeout: 20_000 }).toMatch(/\S{5}/);
    await visit.expectUsable();
  });

  test('move it to the bin, and bring it back', async () => {
    const { visit } = home;
    await visit.tab('app.tab.overview').click();
    await visit.button('app.move-to-bin').click();
    await visit.expectUsable();
    await visit.confirm('app.move-to-bin').click();
    await visit.seen('operation.app.remove.done', { name });
    await visit.page.locator('a[href="/bin"]').first().click();
    await visit.page.getByRole('button', { name: visit.say('bin.delete') }).click();
    expect(await visit.confirm('bin.delete').isDisabled()).toBe(true);
    await visit.expectUsable();
    await visit.button('common.not-now').click();
    await visit.expectToLookLike('bin');
    await visit.page.getByRole('button', { name: visit.say('bin.restore') }).click();
    await visit.seen('operation.app.restore.done', { name });
    await visit.seen('bin.empty');
  });

  test('activity tells it all', async () => {
    const { visit } = home;
    await visit.place('nav.activity').click();
    await visit.seen('operation.app.rollback.done', { name });
    await visit.expectToLookLike('activity');
    await visit.page
      .getByRole('link', { name: visit.say('activity.steps') })
      .first()
      .click();
    await visit.seen('step-status.done');
    await visit.expectToLookLike('operation');
  });

  test('somebody signed out who opens the app signs in and arrives there', async () => {
    const { box, visit } = home;
    await visit.place('nav.settings').click();
    await visit.button('account.sign-out').last().click();
    await visit.heading('sign-in.title').waitFor();
    await visit.page.goto(`https://calendar-ada.localhost:${box.host.httpsPort}/.web/`);
    await visit.field('sign-in.name').fill('ada');
    await visit.field('sign-in.password').fill('correct horse battery');
    await visit.button('sign-in.sign-in').click();
    await visit.page.waitForURL(({ hostname }) => hostname === 'calendar-ada.localhost');
    expect(await visit.page.title()).toContain('Radicale');
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
