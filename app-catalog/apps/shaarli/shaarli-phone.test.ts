import type { App } from '@percloud/contract/apps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';
import { phone } from '../../../control-ui/test/browser/screens.ts';
import { Visit } from '../../../control-ui/test/browser/visit.ts';
import { BookmarkKeeper } from './bookmark-keeper.ts';

let installation: Installation;
let app: App;
let ada: BookmarkKeeper;
let stranger: BookmarkKeeper;
let visit: Visit;

beforeAll(async () => {
  installation = await startInstallation();
  const owner = await AppOwner.claim(installation);
  app = await owner.install('shaarli', { settings: { title: 'Ada & <Nonna>', public: true } });
  await owner.open(app);
  [ada, stranger] = [new BookmarkKeeper(owner.person, app.url), new BookmarkKeeper(installation.visitor(), app.url)];
  await ada.add({ url: 'https://www.debian.org/', title: 'Debian', tags: 'linux' });

  visit = await Visit.begin(installation.host, { screen: phone });
  const value = owner.person.cookies.get(new URL(app.url).hostname)?.get('__Host-percloud-app') ?? '';
  await visit.page.context().addCookies([{ name: '__Host-percloud-app', value, url: app.url, secure: true, httpOnly: true }]);
});

afterAll(async () => {
  await visit?.end();
  await installation?.stop();
});

async function expectToFit() {
  const excess = await visit.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, `${visit.page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
  expect(visit.complaints).toEqual([]);
}

test('the first page asks for an address; title and tags are all it takes', async () => {
  const { page } = visit;
  await page.goto(app.url);
  await page.getByPlaceholder('Dirección de una página').fill('https://www.openstreetmap.org/');
  await page.getByRole('button', { name: 'Añadir', exact: true }).click();
  await page.getByLabel('Título').fill('A map for everybody');
  await page.getByLabel('Etiquetas').fill('maps');
  await page.getByRole('button', { name: 'Guardar' }).click();
  await page.getByRole('link', { name: 'A map for everybody' }).first().waitFor();
  await expectToFit();
});

test('the button for the browser keeps the page one is on, and closes its window', async () => {
  const { page } = visit;
  await page.goto(`${app.url}/admin/tools`);
  await expectToFit();
  const script = (await page.getByRole('link', { name: 'Guardar esta página' }).getAttribute('href')) ?? '';
  const body = '<!doctype html><title>A page with “quotes” &amp; more</title>';
  await page.route('https://news.example/', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await page.goto('https://news.example/');
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate((code) => void window.setTimeout(code), decodeURIComponent(script.replace('javascript:', ''))),
  ]);
  expect(await popup.getByLabel('Título').inputValue()).toBe('A page with “quotes” & more');
  await Promise.all([popup.waitForEvent('close'), popup.getByRole('button', { name: 'Guardar' }).click()]);
  expect(await ada.titles('/?searchterm=quotes')).toEqual(['A page with “quotes” &amp; more']);
});

test.each([
  {
    path: '/feed/rss',
    root: 'rss',
    needed: ['channel > title', 'channel > link', 'channel > description'],
    each: 'item',
    has: ['title', 'link', 'guid', 'pubDate'],
  },
  {
    path: '/feed/atom',
    root: 'feed',
    needed: ['feed > title', 'feed > id', 'feed > updated', 'feed > author > name'],
    each: 'entry',
    has: ['title', 'id', 'updated', 'link'],
  },
])('$path is a valid feed of what is public', async ({ path, root, needed, each, has }) => {
  const { text, headers } = await stranger.get(path);
  expect(headers['content-type']).toMatch(/application\/(rss|atom)\+xml/);
  const feed = await visit.page.evaluate(
    ([source, names, entry, parts]) => {
      const xml = new DOMParser().parseFromString(source, 'application/xml');
      const entries = [...xml.querySelectorAll(entry)];
      return {
        root: xml.documentElement.localName,
        missing: names.filter((name) => !xml.querySelector(name)?.textContent),
        incomplete: entries.filter((one) => parts.some((part) => !one.querySelector(part))).length,
        title: xml.querySelector('title')?.textContent,
        titles: entries.map((one) => one.querySelector('title')?.textContent),
      };
    },
    [text, needed, each, has] as const,
  );
  expect(feed).toEqual({ root, missing: [], incomplete: 0, title: 'Ada & <Nonna>', titles: ['Debian'] });
});
