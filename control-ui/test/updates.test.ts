import type { Release } from '@percloud/contract/catalog';
import { afterAll, describe, expect, test } from 'vitest';
import { asApp, catalogOf, releaseOf } from './browser/catalog-of.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

const removals: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(removals.map((remove) => remove())));
const note = (words: string) => ({ en: words, es: words, it: words });

/** One app in versions of which each may do something else than the one before. */
async function published() {
  const radicale = await releaseOf('radicale');
  const version = (number: string, change: Partial<Release['manifest']>) =>
    asApp(radicale, 'diary', { version: number, release_notes: note(`What is new in ${number}`), ...change });
  const needsInternet = { egress: 'internet' as const, reason: note('To fetch the weather.') };
  const { catalog, remove } = await catalogOf([
    version('1.0.0', { web: { ...radicale.manifest.web, public: ['/shared'] } }),
    version('1.1.0', {}),
    version('2.0.0', { permissions: needsInternet }),
    version('3.0.0-beta.1', { permissions: needsInternet }),
  ]);
  removals.push(remove);
  return { catalog };
}

describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, published);
  const page = async (tab = '') => {
    const [app] = await home.owner.apps();
    await home.visit.goTo(`/apps/${app?.id}${tab}`);
  };

  test('before the update: all that is new since, what it may do more and what it no longer does', async () => {
    const { owner, visit } = home;
    await owner.install('diary', { version: '1.0.0' });
    await page();
    await visit.seen('update.asks');
    await visit.button('update.look').click();
    const dialog = visit.dialog();
    await dialog.getByText('What is new in 2.0.0').waitFor();
    const words = await dialog.innerText();
    expect(words).toContain('What is new in 1.1.0');
    expect(words).not.toContain('3.0.0-beta.1');
    expect(words).toContain('To fetch the weather.');
    expect(words).toContain(visit.say('permissions.egress.internet'));
    expect(words).toContain(visit.say('update.narrows'));
    expect(words).toContain(visit.say('permissions.public.any', { what: '/shared' }));
    expect(await visit.confirm('update.now').isDisabled()).toBe(true);
    await visit.expectUsable();
    await visit.confirm('common.not-now').click();
  });

  test('a particular version that wants less is one click', async () => {
    const { owner, visit } = home;
    await page('/details');
    await visit.field('catalog.version').selectOption('1.1.0');
    await visit.button('details.change-version').click();
    await visit.seen('update.narrows');
    await visit.confirm('update.now').click();
    await expect.poll(async () => (await owner.apps())[0]?.version, { timeout: 60_000 }).toBe('1.1.0');
  });

  test('a particular version that wants more waits for a yes', async () => {
    const { owner, visit } = home;
    await expect.poll(async () => (await owner.apps())[0]?.operation, { timeout: 60_000 }).toBeNull();
    await page('/details');
    await visit.field('catalog.version').selectOption('3.0.0-beta.1');
    await visit.button('details.change-version').click();
    await visit.dialog().getByRole('checkbox').check();
    await visit.confirm('update.now').click();
    await expect.poll(async () => (await owner.apps())[0]?.version, { timeout: 60_000 }).toBe('3.0.0-beta.1');
    await visit.seen('channel.waits', { version: '3.0.0-beta.1' });
    await visit.expectUsable();
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
