import { languages, type Text } from '@percloud/contract/words';
import { afterAll, describe, expect, test } from 'vitest';
import { asApp, catalogOf, releaseOf } from './browser/catalog-of.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { expectNotTooWide } from './browser/usable.ts';

const everywhere = (words: string): Text => ({ en: words, es: words, it: words });
const manifestCategories = ['write', 'keep-and-share', 'be-reachable', 'plan', 'house'] as const;
/** Names that break pages: too long to fit, written from the right, turning round what follows them, of many letters in one. */
const oddTitles = {
  long: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte',
  arabic: 'تقويم وجهات اتصال العائلة',
  hebrew: 'יומן ואנשי קשר (גרסה 3.5)',
  turning: 'Calendar \u202egnidaelsim\u2066 and more',
  joined: 'Family 👨‍👩‍👧‍👦 z̷̡̛a̷l̷g̷o̷ ﷽',
};
const removals: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(removals.map((remove) => remove())));

async function largeCatalog() {
  const probe = await releaseOf('probe');
  const ordinary = Array.from({ length: 60 }, (_, index) => {
    const words = Object.fromEntries(languages.map((language) => [language, `App ${index + 1}`]));
    return asApp(probe, `app-${index + 1}`, { title: { ...everywhere(''), ...words }, category: manifestCategories[index % 5] });
  });
  const odd = Object.entries(oddTitles).map(([id, title]) =>
    asApp(probe, id, { title: everywhere(title), summary: everywhere(`${title} ${title}`), program: title, settings: [], secrets: {} }),
  );
  const { catalog, remove } = await catalogOf([...ordinary, ...odd.map(withoutSettings)]);
  removals.push(remove);
  return { catalog };
}

/** Nothing is asked before it is installed. */
function withoutSettings(release: Awaited<ReturnType<typeof releaseOf>>): typeof release {
  const services = Object.entries(release.manifest.services).map(([name, service]) => {
    const environment = Object.entries(service.environment).filter(([, value]) => !value.includes('settings.'));
    return [name, { ...service, secrets: [], environment: Object.fromEntries(environment) }];
  });
  return { ...release, manifest: { ...release.manifest, services: Object.fromEntries(services) } };
}

describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, largeCatalog);
  const cards = () => home.visit.page.locator('.catalog-card');

  test('all are on one page, and it can be used', async () => {
    const { visit } = home;
    await visit.place('nav.apps').click();
    await visit.heading('catalog.title').waitFor();
    await expect.poll(() => cards().count()).toBe(65);
    await visit.expectUsable();
  });

  test('one is found by its name, by keyboard alone', async () => {
    const { visit } = home;
    const search = visit.page.getByRole('searchbox');
    await search.focus();
    await visit.page.keyboard.type('app 42');
    await expect.poll(() => cards().count()).toBe(1);
    await visit.page.keyboard.press('Tab');
    while (
      !(await cards()
        .first()
        .evaluate((card) => card === document.activeElement))
    )
      await visit.page.keyboard.press('Tab');
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('heading', { name: 'App 42', exact: true }).waitFor();
  });

  test('nothing found is said, and led out of', async () => {
    const { visit } = home;
    await visit.place('nav.apps').click();
    await visit.page.getByRole('searchbox').fill('xyzzy');
    await visit.seen('catalog.nothing-found', { search: 'xyzzy' });
    await visit.expectUsable();
    await visit.button('catalog.show-all').click();
    await expect.poll(() => cards().count()).toBe(65);
  });

  test.each(Object.entries(oddTitles))('an app with an odd name breaks no page: %s', async (id, title) => {
    const { owner, visit } = home;
    await visit.goTo(`/catalog/${id}`);
    await visit.page.getByRole('heading', { level: 1 }).waitFor();
    await visit.expectUsable();
    await visit.button('catalog.install').click();
    await visit.dialog().waitFor();
    await expectNotTooWide(visit.page);
    await visit.confirm('catalog.install').click();
    await visit.page.locator('.dock').waitFor();
    await expectNotTooWide(visit.page);
    await visit.seen('operation.app.install.done', { name: title });
    const app = (await owner.apps()).find(({ catalogApp }) => catalogApp === id);
    for (const tab of ['', '/settings', '/history', '/details']) {
      await visit.goTo(`/apps/${app?.id}${tab}`);
      await visit.page.getByRole('heading', { level: 1 }).waitFor();
      await expectNotTooWide(visit.page);
    }
  });

  test('home and activity hold all of them', async () => {
    const { visit } = home;
    await visit.place('nav.home').click();
    await expect.poll(() => visit.page.locator('.tile-app').count()).toBe(5);
    await visit.expectUsable();
    await visit.place('nav.activity').click();
    await visit.heading('activity.past').waitFor();
    await visit.expectUsable();
  });

  test('a name that turns letters round turns nothing', async () => {
    const { visit } = home;
    await visit.goTo('/catalog');
    const name = cards().filter({ hasText: 'gnidaelsim' }).locator('.tile-name');
    expect(await name.textContent()).toBe('Calendar gnidaelsim and more');
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
