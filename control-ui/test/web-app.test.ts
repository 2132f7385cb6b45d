import { expect, test } from 'vitest';
import { z } from 'zod';
import { household } from './browser/household.ts';
import { phone } from './browser/screens.ts';

/** The panel on the home screen of a phone. */
const home = household(phone);
const manifestSchema = z.object({
  name: z.string().min(1),
  short_name: z.string().max(12),
  start_url: z.literal('/'),
  display: z.literal('standalone'),
  icons: z.array(z.object({ src: z.string(), sizes: z.string(), purpose: z.string().optional() })),
});
/** What a page of the panel gets for an address. */
const fetchThere = (address: string) =>
  home.visit.page.evaluate(async (where) => {
    const answer = await fetch(where);
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
  }, address);

test('a browser finds what it needs to install it, in the language that is spoken', async () => {
  const { visit } = home;
  const address = await visit.page.locator('link[rel="manifest"]').getAttribute('href');
  expect(address).toContain('es');
  const { icons } = manifestSchema.parse(JSON.parse((await fetchThere(address ?? '')).text));
  expect(icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src, sizes } of icons) {
    const size = await visit.page.evaluate(async (where) => {
      const image = Object.assign(new Image(), { src: where });
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== 'any') expect(size).toBe(sizes);
  }
});

test('opened while the box is out of reach, it says so, and goes on by itself', async () => {
  const { visit } = home;
  await visit.page.evaluate(() => navigator.serviceWorker.ready);
  visit.network.cut();
  await visit.goTo('/activity');
  await visit.page.getByRole('heading', { level: 1 }).waitFor();
  await visit.page.locator('ol li').first().waitFor();
  await visit.expectToLookLike('offline');
  visit.network.mend();
  await visit.heading('activity.title').waitFor();
});

test('no page is kept: after an update of the panel the next one is new', async () => {
  const { visit } = home;
  const kept = await visit.page.evaluate(async () =>
    Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).length)),
  );
  expect(kept).toEqual([]);
  const { status } = await fetchThere('/assets/of-the-version-before.js');
  expect(status).toBe(404);
});

test('nothing was refused by the security policy, nothing was thrown', () => {
  expect(home.visit.complaints).toEqual([]);
});
