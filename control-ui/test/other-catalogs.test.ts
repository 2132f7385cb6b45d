import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { HostConfig } from '../../agent/src/host/host-config.ts';
import { serveDirectory } from '../../agent/test/catalog/web-server.ts';
import { asApp, catalogOf, releaseOf } from './browser/catalog-of.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

/** What a catalog of somebody else's may try. */
const publisher = 'Bob <img src=x onerror=alert(1)> \u202egnp';
const removals: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(removals.map((remove) => remove())));

/** The box's own catalog has one app, Bob's two: one of his own, one under a name that is taken. */
async function publishBoth() {
  const probe = await releaseOf('radicale');
  const own = await catalogOf([asApp(probe, 'calendar', { category: 'plan' })]);
  const title = { en: 'Radio', es: 'Radio', it: 'Radio' };
  const bob = await catalogOf([asApp(probe, 'radio', { category: 'house', title }), asApp(probe, 'calendar', { category: 'plan' })], {
    name: 'Bob’s corner',
    publisher: { name: publisher, contact: 'https://example.org/bob' },
  });
  const server = await serveDirectory(fileURLToPath(bob.catalog.address));
  removals.push(own.remove, bob.remove, () => server.close());
  return { catalog: own.catalog, others: { ...bob.catalog, address: server.address } };
}

describe.each(screens)('$called', ({ screen }) => {
  let others: HostConfig['catalog'];
  const home = household(screen, async () => {
    const published = await publishBoth();
    others = published.others;
    return { catalog: published.catalog };
  });
  const wrongKey = Buffer.alloc(32, 7).toString('base64');
  const add = async (key: string) => {
    const { visit } = home;
    await visit.field('sources.address').fill(others.address);
    await visit.field('sources.key').fill(key);
    await visit.button('sources.add').click();
  };

  test('a catalog whose key is another is refused, and why', async () => {
    const { visit } = home;
    await visit.goTo('/settings/sources');
    await visit.heading('sources.add-title').waitFor();
    await visit.expectUsable();
    await add(wrongKey);
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.page.getByRole('alert').textContent()).toContain('catalog-key-differs');
  });

  test('with the right one it is added: who vouches, and what is left out', async () => {
    const { visit } = home;
    await add(others.publicKey);
    await visit.seen('sources.added-now', { name: 'Bob’s corner', count: 1 });
    await visit.seen('sources.refused');
    await visit.seen('sources.refused-app', { app: 'calendar', name: 'Tests' });
    await visit.expectUsable();
  });

  test('its app is installed only after a yes to whose it is', async () => {
    const { visit } = home;
    await visit.goTo('/catalog');
    await visit.page.locator('.catalog-card', { hasText: 'Radio' }).click();
    await visit.heading('catalog.not-looked-at').waitFor();
    await visit.expectUsable();
    await visit.button('catalog.install').click();
    expect(await visit.confirm('catalog.install').isDisabled()).toBe(true);
    await visit.expectUsable();
    await visit.dialog().getByRole('checkbox').first().check();
    await visit.confirm('catalog.install').click();
    await visit.seen('operation.app.install.done', { name: 'Radio' });
  });

  test('it says where it comes from, what is inside, and which versions it is offered', async () => {
    const { owner, visit } = home;
    const [app] = await owner.apps();
    await visit.goTo(`/apps/${app?.id}/details`);
    await visit.heading('comes-from.title').waitFor();
    await visit.page.locator('summary', { hasText: visit.say('packages.title') }).click();
    await visit.field('packages.search').fill('radicale');
    await expect.poll(() => visit.page.locator('dt', { hasText: 'python3-radicale' }).count()).toBe(1);
    await visit.field('channel.which').selectOption('beta');
    await expect.poll(async () => (await owner.app(app?.id ?? '')).channel).toBe('beta');
    await visit.expectUsable();
  });

  test('its catalog removed, the app stays and says that no updates come', async () => {
    const { owner, visit } = home;
    await visit.goTo('/settings/sources');
    await visit.button('sources.remove-which', { name: 'Bob’s corner' }).click();
    await visit.expectUsable();
    await visit.confirm('sources.remove').click();
    await expect.poll(() => visit.page.getByText('Bob’s corner').count()).toBe(0);
    const [app] = await owner.apps();
    await visit.goTo(`/apps/${app?.id}/details`);
    await visit.seen('comes-from.removed');
    expect(app?.status).toBe('running');
    await visit.expectUsable();
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
