import { describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { blog } from './browser/texts.ts';
import { Visit } from './browser/visit.ts';

/** From a box nobody knows to a blog that others read, by nothing but what there is to press. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, { claimed: false });
  const name = blog[screen.language];
  const post = { en: 'Bread, the second try', es: 'Pan, segundo intento', it: 'Pane, secondo tentativo' }[screen.language];
  let address: string;

  test('claim the box that the landing page leads to', async () => {
    const { box, visit } = home;
    await visit.page.goto(`http://${box.host.hostname}:${box.host.httpPort}/`);
    await visit.heading('claim.title').waitFor();
    const { code } = await box.root.call('getClaimCode');
    await visit.field('claim.code').fill(code ?? '');
    await visit.field('claim.display-name').fill('Ada');
    await visit.field('claim.password').fill('correct horse battery');
    await visit.button('claim.claim').click();
    await visit.seen('home.empty');
  });

  test('find the blog and install it', async () => {
    const { visit } = home;
    await visit.link('home.look-at-apps').click();
    await visit.page.locator('a[href="/catalog/wordpress"]').click();
    await visit.button('catalog.install').click();
    await visit.expectToLookLike('install-blog');
    await visit.confirm('catalog.install').click();
    await visit.page.locator('.dock').waitFor();
    await visit.seen('operation.app.install.done', { name });
  });

  test('open it, write and publish', async () => {
    const { visit } = home;
    const page = await visit.openBeside(() => visit.page.getByRole('link', { name: `${visit.say('app.open')} ${name}` }).click());
    await page.locator('.percloud-doors .button-primary').click();
    await page.locator('#title').fill(post);
    await page.frameLocator('#content_ifr').locator('body').fill('240 g.');
    const published = page.locator('#message a').first();
    // WordPress swallows a press while it saves a draft by itself.
    for (let presses = 0; presses < 3 && !(await published.isVisible()); presses += 1) {
      await page.locator('#publish').click();
      await published.waitFor({ timeout: 15_000 }).catch(() => undefined);
    }
    await published.waitFor();
    address = (await published.getAttribute('href')) ?? '';
    await page.close();
  });

  test('anybody reads it, without signing in', async () => {
    const reader = await Visit.begin(home.box.host, { screen });
    await reader.page.goto(address);
    await reader.page.getByRole('heading', { name: post }).first().waitFor();
    await reader.end();
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
