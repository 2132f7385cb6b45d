import type { App } from '@percloud/contract/apps';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';
import { BookmarkKeeper } from './bookmark-keeper.ts';

let installation: Installation;
let owner: AppOwner;
let app: App;
let ada: BookmarkKeeper;
let stranger: BookmarkKeeper;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
  app = await owner.install('shaarli', { version: '1.0.0', settings: { title: '<b>Ada’s</b> & more' } });
  ada = await keeperOf(app);
  stranger = new BookmarkKeeper(installation.visitor(), app.url);
});

afterAll(() => installation?.stop());

async function keeperOf(opened: App) {
  await owner.open(opened);
  return new BookmarkKeeper(owner.person, opened.url);
}

/** Another browser with some of the owner's cookies. */
function browserWith(isWanted: (cookie: string) => boolean) {
  const [host, browser] = [new URL(app.url).hostname, installation.visitor()];
  browser.cookies.set(host, new Map([...(owner.person.cookies.get(host) ?? [])].filter(([name]) => isWanted(name))));
  return browser;
}

async function configure(settings: Record<string, boolean | string>) {
  const operation = await installation.root.call('configureApp', { params: owner.params(app.id), body: { settings } });
  expect(await owner.ended(operation)).toMatchObject({ status: 'succeeded' });
}

const fromBrowser = (count: number) =>
  [
    '<!DOCTYPE NETSCAPE-Bookmark-file-1>',
    '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">',
    '<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>',
    '<DL><p>',
    '    <DT><H3 ADD_DATE="1700000000">Cocina</H3>',
    '    <DL><p>',
    ...Array.from(
      { length: count },
      (_, at) => `        <DT><A HREF="https://example.net/${at}" ADD_DATE="1700000${100 + at}">Receta ${at}</A>`,
    ),
    '    </DL><p>',
    '</DL><p>',
  ].join('\n');

test('a bookmark is added, found and exported', async () => {
  await ada.add({ url: 'https://www.debian.org/', title: 'Debian', tags: 'linux home' });
  await ada.add({ url: 'https://example.org/letters', title: 'Letters to Nonna', tags: 'family', isPrivate: true });
  expect(await ada.titles()).toEqual(['Letters to Nonna', 'Debian']);
  expect(await ada.titles('/?searchterm=nonna')).toEqual(['Letters to Nonna']);
  expect(await ada.titles('/?searchtags=linux')).toEqual(['Debian']);
  const file = await ada.export();
  expect(file).toMatch(/^<!DOCTYPE NETSCAPE-Bookmark-file-1>/);
  expect(file).toMatch(/<A HREF="https:\/\/www\.debian\.org\/"[^>]* PRIVATE="0"[^>]*TAGS="linux,home">Debian<\/A>/);
  expect(file).toMatch(/<A HREF="https:\/\/example\.org\/letters"[^>]* PRIVATE="1"/);
});

test('the title is text, whatever is written in it', async () => {
  const { text } = await ada.get('/');
  expect(text).toContain('&lt;b&gt;Ada’s&lt;/b&gt; &amp; more');
  expect(text).not.toContain('<b>Ada');
});

test('what a browser exported is imported, private like every new bookmark', async () => {
  expect(await ada.import(fromBrowser(3))).toContain('3 bookmarks imported');
  expect(await ada.titles('/?searchtags=Cocina')).toEqual(['Receta 2', 'Receta 1', 'Receta 0']);
  expect((await ada.get('/?searchterm=Receta')).text.match(/label-private">Private/g)).toHaveLength(3);
  expect(await ada.import('My shopping list')).toContain('Nothing was imported');
});

describe('while only the owner may see bookmarks', () => {
  test.each(['/', '/feed/rss', '/feed/atom', '/daily', '/tags/cloud', '/admin/tools', '/shaare/x'])(
    'a stranger at %s is led to sign in',
    async (path) => {
      const answer = await stranger.get(path);
      expect(answer.status).toBe(302);
      expect(answer.headers.location).toContain('/.percloud/enter');
    },
  );
});

describe('while public bookmarks are shown', () => {
  const anywhere = [
    '/',
    '/?searchterm=Nonna',
    '/?searchtags=fam*',
    '/feed/rss',
    '/feed/atom',
    '/feed/atom?searchterm=Nonna',
    '/daily',
    '/daily-rss',
    '/tags/cloud',
    '/tags/list',
    '/picture-wall',
    '/api/v1/links',
    '/api/v1/links?visibility=all',
  ];

  beforeAll(() => configure({ title: '', public: true }));

  test('a stranger sees the public ones, and how many there are of them', async () => {
    expect(await stranger.titles()).toEqual(['Debian']);
    expect((await stranger.get('/')).text).toMatch(/strong">1<\/span> bookmark\s/);
    expect((await stranger.get('/')).headers['set-cookie']).toBeUndefined();
  });

  test.each(anywhere)('nothing private is at %s', async (path) => {
    const answer = await stranger.get(path);
    expect(answer.status, answer.text).toBeLessThan(500);
    expect(answer.text).not.toMatch(/Letters|letters|family|Receta|Cocina|private/);
  });

  test('the address of a private bookmark shows it to its owner alone', async () => {
    const [, path = ''] = /href="(\/shaare\/[\w-]{6})"/.exec((await ada.get('/?searchterm=Nonna')).text) ?? [];
    expect((await ada.get(path)).text).toContain('Letters to Nonna');
    for (const address of [path, `${path}?key=`, `${path}?key=x`])
      expect((await stranger.get(address)).text).not.toMatch(/Letters|letters/);
  });

  test.each([
    'X-Remote-User',
    'x_remote_user',
    'X-Remote_User',
    'X.Remote.User',
    'X_REMOTE_USER',
    'HTTP_X_REMOTE_USER',
    'Remote-User',
    'Authorization',
  ])('nobody is signed in by sending %s', async (header) => {
    const answer = await stranger.get('/', { [header]: 'ada' });
    expect(answer.text).toContain('Debian');
    expect(answer.text).not.toMatch(/Letters|add-shaare/);
  });

  test('a stranger can change nothing, and a form of passwords is nowhere', async () => {
    for (const path of ['/admin/shaare', '/login', '/install', '/admin/import']) {
      const answer = await stranger.post(path, 'lf_url=https://evil.example/&lf_title=Evil&login=percloud&password=-');
      expect([302, 401, 404, 405]).toContain(answer.status);
    }
    for (const path of ['/', '/login', '/install']) expect((await stranger.get(path)).text).not.toContain('type="password"');
    expect(await ada.titles('/?searchterm=Evil')).toEqual([]);
  });

  test('what the owner left in the browser signs in nobody after they left', async () => {
    const left = browserWith((cookie) => !cookie.startsWith('__Host-'));
    expect([...(left.cookies.get(new URL(app.url).hostname)?.keys() ?? [])]).toEqual(['shaarli']);
    expect(await new BookmarkKeeper(left, app.url).titles()).toEqual(['Debian']);
  });

  test('a stranger who wants to sign in is led to the percloud', async () => {
    expect((await stranger.get('/')).text).toContain('href="/login"');
    expect((await stranger.get('/login')).headers.location).toContain('/.percloud/enter');
    const back = await owner.person.fetch(`${app.url}/login`, { headers: { accept: 'text/html' }, redirects: 5 });
    expect(back.text).toContain('Letters to Nonna');
  });
});

test('once they are hidden again, a stranger sees nothing', async () => {
  await configure({ public: false });
  for (const path of ['/', '/feed/rss', '/daily-rss']) expect((await stranger.get(path)).status).toBe(302);
  expect(await ada.titles('/?searchterm=Debian')).toEqual(['Debian']);
});

test('after an upgrade all is there, pages can be put aside to read later', async () => {
  const operation = await installation.root.call('upgradeApp', { params: owner.params(app.id), body: {} });
  expect(await owner.ended(operation)).toMatchObject({ status: 'succeeded' });
  expect(await owner.app(app.id)).toMatchObject({ version: '1.1.0', status: 'running' });
  expect(await ada.titles('/?searchtags=linux')).toEqual(['Debian']);
  expect((await ada.get('/')).text).toContain('/plugin/readitlater/toggle/');
  await ada.add({ url: 'https://example.org/new', title: 'Kept by the new version' });
});

test('after going back it is as it was before the upgrade', async () => {
  const [before] = (await owner.app(app.id)).snapshots.filter(({ reason }) => reason === 'upgrade');
  const operation = await installation.root.call('rollbackApp', { params: owner.params(app.id), body: { snapshot: before?.id ?? '' } });
  expect(await owner.ended(operation)).toMatchObject({ status: 'succeeded' });
  expect(await owner.app(app.id)).toMatchObject({ version: '1.0.0', status: 'running' });
  expect(await ada.titles('/?searchterm=Letters')).toEqual(['Letters to Nonna']);
  expect(await ada.titles('/?searchterm=Kept')).toEqual([]);
  expect((await ada.get('/')).text).not.toContain('readitlater');
});

test('pages speak the language a browser asks for', async () => {
  const words = {
    es: 'Importar, exportar',
    'it-IT,it;q=0.9,en;q=0.8': 'Importa, esporta',
    'fr,en': 'Import, export',
    tlh: 'Import, export',
  };
  for (const [asked, shown] of Object.entries(words)) expect((await ada.get('/', { 'accept-language': asked })).text).toContain(shown);
});

test('two of them in one percloud know nothing of each other; the second speaks Spanish', async () => {
  const second = await owner.install('shaarli', { slug: 'marcadores', settings: { language: 'es' } });
  const keeper = await keeperOf(second);
  expect((await keeper.get('/')).text).toContain('Aquí no hay nada todavía');
  await keeper.add({ url: 'https://es.wikipedia.org/', title: 'Enciclopedia' });
  expect(await keeper.titles()).toEqual(['Enciclopedia']);
  expect(await ada.titles('/?searchterm=Enciclopedia')).toEqual([]);
});

test('thousands of bookmarks of a browser come at once', async () => {
  const file = fromBrowser(20_000);
  expect(file.length).toBeGreaterThan(1_000_000);
  expect(await ada.import(file)).toContain('19997 bookmarks imported');
  expect(await ada.titles('/?searchterm=Receta+19999')).toEqual(['Receta 19999']);
});

test('browsers that write at the same moment lose nothing of each other', async () => {
  const keepers = Array.from(
    { length: 4 },
    () =>
      new BookmarkKeeper(
        browserWith((cookie) => cookie.startsWith('__Host-')),
        app.url,
      ),
  );
  await Promise.all(
    keepers.map((keeper, at) => keeper.add({ url: `https://example.org/at-once/${at}`, title: `At once ${at}`, isPrivate: true })),
  );
  expect((await ada.titles('/?searchterm=%22At+once%22')).sort()).toEqual(['At once 0', 'At once 1', 'At once 2', 'At once 3']);
});
