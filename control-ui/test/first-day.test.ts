import { describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { Visit } from './browser/visit.ts';

/** Somebody finds a box and makes it theirs. Each test goes on where the one before ended. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, { claimed: false });

  test('the landing page says how to trust the box, and leads on who does already', async () => {
    const { box, visit } = home;
    const address = `http://${box.host.hostname}:${box.host.httpPort}/`;
    const stranger = await Visit.begin(box.host, { screen, trusting: false });
    await stranger.page.goto(address);
    const certificate = stranger.page.locator('a[download], a[href$=".crt"]').first();
    await certificate.waitFor();
    await stranger.expectToLookLike('landing');
    const [download] = await Promise.all([stranger.page.waitForEvent('download'), certificate.click()]);
    expect(download.suggestedFilename()).toBe('percloud.crt');
    await stranger.end();

    await visit.page.goto(address);
    await visit.heading('claim.title').waitFor();
  });

  test('a wrong claim code is refused, and what was typed stays', async () => {
    const { visit } = home;
    await visit.expectToLookLike('claim');
    await visit.field('claim.code').fill('WRONG-CODE');
    await visit.field('claim.display-name').fill('Ada Lovelace');
    expect(await visit.field('claim.name').inputValue()).toBe('ada');
    await visit.field('claim.password').fill('correct horse battery');
    await visit.button('claim.claim').click();
    await visit.page.getByRole('alert').waitFor();
    await visit.expectUsable();
    expect(await visit.field('claim.display-name').inputValue()).toBe('Ada Lovelace');
  });

  test('the right one opens an empty home', async () => {
    const { box, visit } = home;
    const { code } = await box.root.call('getClaimCode');
    await visit.field('claim.code').fill(code ?? '');
    await visit.button('claim.claim').click();
    await visit.seen('home.empty');
    await visit.expectToLookLike('home-empty');
  });

  test('pages with nothing on them invite to begin', async () => {
    const { visit } = home;
    await visit.place('nav.activity').click();
    await visit.seen('activity.empty');
    await visit.expectUsable();
    await visit.goTo('/bin');
    await visit.seen('bin.empty');
    await visit.expectUsable();
    await visit.goTo('/nowhere');
    await visit.heading('not-found.title').waitFor();
    await visit.expectUsable();
    await visit.goTo('/apps/abcdefghij0123456789');
    await visit.heading('app.gone').waitFor();
    await visit.expectUsable();
  });

  test('settings are changed, and the other language is spoken at once', async () => {
    const { visit } = home;
    await visit.place('nav.settings').click();
    await visit.seen('account.by-email.no-account');
    await visit.expectToLookLike('settings');
    await visit.field('account.language').selectOption('it');
    await visit.button('account.save').click();
    await visit.page.getByRole('heading', { name: 'Opzioni' }).waitFor();
    await visit.expectUsable();
    await visit.page.getByLabel('Lingua', { exact: true }).selectOption(screen.language);
    await visit.page.getByRole('button', { name: 'Salva', exact: true }).click();
    await visit.heading('account.title').waitFor();
  });

  test('signed out everywhere', async () => {
    const { visit } = home;
    await visit.button('account.end-all').click();
    await visit.heading('sign-in.title').waitFor();
    await visit.expectToLookLike('sign-in');
  });

  test('a wrong password is refused, and the right one leads back to where they were', async () => {
    const { visit } = home;
    await visit.field('sign-in.name').fill('ada');
    await visit.field('sign-in.password').fill('wrong horse battery');
    await visit.button('sign-in.sign-in').click();
    await visit.page.getByRole('alert').waitFor();
    await visit.expectUsable();
    await visit.field('sign-in.password').fill('correct horse battery');
    await visit.button('sign-in.sign-in').click();
    await visit.heading('account.title').waitFor();
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
