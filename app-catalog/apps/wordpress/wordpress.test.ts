import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { generationDir, volumeDir } from '../../../agent/src/apps/layout.ts';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';
import { Rows } from '../../../agent/test/people/rows.ts';
import type { Person } from '../../../agent/test/person.ts';
import { phone } from '../../../control-ui/test/browser/screens.ts';
import { Visit } from '../../../control-ui/test/browser/visit.ts';
import { runCommand } from '../../src/run-command.ts';
import { remakeTables } from './older-mariadb.ts';
import { Writer } from './writer.ts';

/** One blog's life, in order: each test goes on where the one before ended. */
let installation: Installation;
let owner: AppOwner;
let ada: Writer;
/** A member of the percloud, with a browser that is signed in. */
let mia: Person;
let stranger: Person;
let blog: Awaited<ReturnType<AppOwner['install']>>;
let post: string;
let picture: string;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation, 'es');
  mia = addMember('mia');
  blog = await owner.install('wordpress', { version: '1.0.0', settings: { title: 'Ada’s <travels> & more', language: 'es' } });
  ada = await Writer.signIn(installation.host, phone);
  stranger = installation.visitor();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(`What was seen: ${await ada.visit.photograph()}`);
});
afterAll(async () => {
  await ada?.end();
  await installation?.stop();
});

function addMember(name: string): Person {
  const rows = new Rows(installation.host);
  const session = rows.addSession(rows.addPerson(name, [{ role: 'member', percloud: owner.percloud }]));
  rows.close();
  const member = installation.visitor();
  member.cookies.set(installation.host.hostname, new Map([['__Host-percloud', session]]));
  return member;
}

const read = (url: string) => stranger.fetch(url, { headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' } });
const settle = async (operation: Parameters<AppOwner['ended']>[0]) =>
  expect(await owner.ended(operation, 170_000)).toMatchObject({ status: 'succeeded' });
const set = async (settings: Record<string, string | boolean>) => {
  const { settings: now } = await owner.app(blog.id);
  const body = { settings: { ...now, ...settings } };
  await settle(await installation.root.call('configureApp', { params: owner.params(blog.id), body }));
};
/** What feed readers see; the browser tells whether it is XML at all. */
async function readFeed() {
  const { status, headers, text } = await stranger.fetch(`${blog.url}/feed/`);
  const feed = await ada.page.evaluate((xml) => {
    const parsed = new DOMParser().parseFromString(xml, 'application/xml');
    const texts = (selector: string) => Array.from(parsed.querySelectorAll(selector), ({ textContent }) => textContent);
    return { mistakes: texts('parsererror'), titles: texts('title'), links: texts('item > link'), languages: texts('language') };
  }, text);
  return { status, type: headers['content-type'], ...feed };
}

test('a stranger finds an empty blog in its language, with no trace of an installer', async () => {
  const { status, text } = await read(`${blog.url}/`);
  expect(status).toBe(200);
  expect(text).toMatch(/<html lang="es-ES">/);
  expect(text).toContain('Ada’s &lt;travels&gt; &amp; more');
  expect(text).toContain('Aquí todavía no se ha publicado nada.');
  expect((await read(`${blog.url}/wp-admin/install.php`)).status).toBe(302);
  expect(text).not.toMatch(/Hello world|Sample Page|wp-login/i);
});

test('the owner opens it and publishes a post with a picture, in Spanish on a phone', async () => {
  await ada.page.goto(blog.openUrl);
  await ada.page.getByRole('link', { name: 'Escribir una entrada', exact: true }).first().waitFor();
  post = await ada.write(blog.openUrl, { title: 'Nonna’s kitchen', text: 'Garlic comes last.', picture: 'kitchen.jpg' });
  expect(post).toMatch(/\/\d{4}\/\d{2}\/nonnas-kitchen\/$/);
  expect(post.startsWith(blog.url)).toBe(true);
});

test('anybody reads it without signing in, picture and all', async () => {
  const { status, text } = await read(post);
  expect(status).toBe(200);
  expect(text).toContain('Garlic comes last.');
  picture = /<img[^>]* src="([^"]+)"/.exec(text)?.[1] ?? '';
  // A smaller one than the photo: that is what php-gd is there for.
  expect(picture).toMatch(/\/wp-content\/uploads\/\d{4}\/\d{2}\/kitchen-.*\d+x\d+\.jpg$/);
  expect(await stranger.fetch(picture)).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
  expect((await read(`${blog.url}/`)).text).toContain(post);
  const reader = await Visit.begin(installation.host, { screen: phone });
  for (const url of [post, `${blog.url}/`, `${blog.url}/nothing-here`]) {
    await reader.page.goto(url);
    await reader.expectUsable();
  }
  expect(reader.complaints).toEqual([]);
  await reader.end();
});

test('feed readers can follow it', async () => {
  expect(await readFeed()).toEqual({
    status: 200,
    type: 'application/rss+xml; charset=UTF-8',
    mistakes: [],
    titles: ['Ada’s <travels> & more', 'Nonna’s kitchen'],
    links: [post],
    languages: ['es-ES'],
  });
});

describe('nobody else gets in', () => {
  test.each(['/wp-admin/', '/wp-admin/post-new.php', '/wp-login.php', '/wp-login.php?action=register'])(
    'a stranger at %s is led to the box’s sign-in',
    async (path) => {
      const { status, headers } = await read(`${blog.url}${path}`);
      expect(status).toBe(302);
      expect(new URL(headers.location ?? '').hostname).toBe(installation.host.hostname);
    },
  );

  test.each([
    ['/xmlrpc.php', '<?xml version="1.0"?><methodCall><methodName>wp.getUsersBlogs</methodName></methodCall>'],
    ['/wp-login.php', 'log=ada&pwd=correct+horse+battery'],
    ['/wp-json/wp/v2/posts', '{"title":"x","status":"publish"}'],
  ])('a password does not help at %s', async (path, body) => {
    const headers = {
      'x-remote-user': 'ada',
      X_Remote_User: 'ada',
      authorization: `Basic ${Buffer.from('ada:correct horse battery').toString('base64')}`,
      cookie: 'wordpress_logged_in_x=ada%7C1999999999%7Cx%7Cx',
      'content-type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
    };
    const answer = await stranger.fetch(`${blog.url}${path}`, { method: 'POST', headers, body });
    expect([302, 401, 403]).toContain(answer.status);
    expect(answer.headers['set-cookie'] ?? []).not.toContainEqual(expect.stringMatching(/^wordpress_/));
  });

  test.each(['/wp-json/wp/v2/users', '/wp-json/wp/v2/settings', '/wp-content/uploads/.incoming/', '/.htaccess'])(
    'a stranger is not told %s',
    async (path) => expect([401, 403, 404]).toContain((await read(`${blog.url}${path}`)).status),
  );

  test.each(['/wp-sitemap-users-1.xml', '/?author=1', '/author/ada/', '/feed/'])(
    'a stranger does not learn at %s who signs in',
    async (path) => {
      expect((await read(`${blog.url}${path}`)).text).not.toMatch(/<urlset|author[/-]ada|>ada</);
    },
  );

  test('a member of the percloud reads, and writes once the owner has added them', async () => {
    const write = () => mia.fetch(`${blog.url}/wp-admin/post-new.php`, { headers: { accept: 'text/html' }, redirects: 9 });
    expect(await write()).toMatchObject({ status: 403, text: expect.stringContaining('Puedes leer este blog') });
    await ada.page.goto(`${blog.url}/wp-admin/upload.php`);
    const person = { username: 'mia', email: 'mia@example.org', password: 'never used', roles: ['author'] };
    expect(await ada.askRest('/users', { body: person })).toBe(201);
    expect((await write()).status).toBe(200);
  });

  test('no page of elsewhere reads it through somebody’s browser', async () => {
    const posts = `${blog.url}/wp-json/wp/v2/posts`;
    const { status, headers } = await stranger.fetch(posts, { headers: { origin: 'https://elsewhere.example' } });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, undefined]);
    expect((await stranger.fetch(`${posts}?_jsonp=take`)).status).toBe(400);
  });

  test('a link to elsewhere cannot make the owner’s browser change anything', async () => {
    await ada.page.goto(`${blog.url}/wp-admin/upload.php`);
    expect(await ada.askRest('/settings')).toBe(200);
    expect(await ada.askRest('/settings', { withNonce: false })).toBe(401);
    expect(await ada.askRest('/settings?_method=PUT&title=Changed', { withNonce: false })).toBe(401);
  });
});

test('made private, it is closed to strangers at once: pages, feed, pictures, REST', async () => {
  await set({ public: false });
  for (const url of [
    `${blog.url}/`,
    post,
    `${blog.url}/feed/`,
    picture,
    `${blog.url}/wp-json/wp/v2/posts`,
    `${blog.url}/?rest_route=/wp/v2/posts`,
  ])
    expect([url, (await read(url)).status]).toEqual([url, 302]);
  await ada.page.goto(post);
  await ada.page.getByText('Garlic comes last.').waitFor();
  await set({ public: true });
  expect((await read(post)).text).toContain('Garlic comes last.');
});

test('settings reach the blog, and leave alone what was changed in it', async () => {
  await ada.page.goto(`${blog.url}/wp-admin/options-general.php`);
  await ada.page.locator('#blogname').fill('Changed inside');
  await ada.page.locator('#submit').click();
  await ada.page.waitForLoadState();
  await set({ language: 'it' });
  const { text } = await read(`${blog.url}/`);
  expect(text).toMatch(/<html lang="it-IT">/);
  expect(text).toContain('>Changed inside</a>');
  await set({ title: 'From the panel', language: 'en' });
  const later = (await read(`${blog.url}/`)).text;
  expect(later).toMatch(/<html lang="en-US">/);
  expect(later).toContain('>From the panel</a>');
});

test('after an update all is there, and readers may comment if the owner says so', async () => {
  await settle(await installation.root.call('upgradeApp', { params: owner.params(blog.id), body: {} }));
  expect(await owner.app(blog.id)).toMatchObject({ version: '1.1.0', status: 'running', settings: { comments: false } });
  const { text } = await read(post);
  expect(text).toContain('Garlic comes last.');
  expect(text).not.toContain('id="commentform"');
  expect((await stranger.fetch(picture)).status).toBe(200);
  await set({ comments: true });
  await ada.comment(post, 'It does not!');
  expect((await read(post)).text).toContain('It does not!');
  await ada.write(blog.openUrl, { title: 'Written after the update', text: 'New.' });
  expect((await readFeed()).titles).toContain('Written after the update');
});

test('after going back it is as it was before the update', async () => {
  const before = (await owner.app(blog.id)).snapshots.find(({ reason }) => reason === 'upgrade');
  await settle(await installation.root.call('rollbackApp', { params: owner.params(blog.id), body: { snapshot: before?.id ?? '' } }));
  expect(await owner.app(blog.id)).toMatchObject({ version: '1.0.0', status: 'running' });
  expect((await readFeed()).titles).toEqual(['From the panel', 'Nonna’s kitchen']);
  expect((await read(post)).text).not.toContain('It does not!');
  expect((await stranger.fetch(picture)).status).toBe(200);
});

test('a power cut, and tables of another major version of MariaDB, leave it as it was', async () => {
  const containers = (await runCommand('docker', ['ps', '--quiet', '--filter', `label=org.percloud.app=${blog.id}`])).trim().split('\n');
  // Only the database can: the other container has no such program.
  const writeDown = containers.map((id) => runCommand('docker', ['exec', id, 'write-rows-down']).catch(() => undefined));
  expect((await Promise.all(writeDown)).filter((said) => said !== undefined)).toHaveLength(1);
  await runCommand('docker', ['kill', ...containers]);
  await settle(await installation.root.call('stopApp', { params: owner.params(blog.id) }));
  const { generation } = await owner.app(blog.id);
  const app = { percloud: owner.percloud, id: blog.id };
  const volume = volumeDir(generationDir(installation.host, app, generation), 'database');
  const info = join(volume, 'data/mariadb_upgrade_info');
  const version = readFileSync(info, 'utf8').trim();
  const older = await remakeTables(volume);
  // Of Debian 12 and of Debian 13.
  expect([older, version]).toEqual([expect.stringMatching(/^10\.11\./), expect.stringMatching(/^11\.8\./)]);
  await settle(await installation.root.call('startApp', { params: owner.params(blog.id) }));
  expect(readFileSync(info, 'utf8').trim()).toBe(version);
  expect((await read(post)).text).toContain('Garlic comes last.');
  await ada.write(blog.openUrl, { title: 'Written into new tables', text: 'New.' });
  expect((await readFeed()).titles).toContain('Written into new tables');
});

test('a second blog in the same percloud is another blog', async () => {
  const second = await owner.install('wordpress', { slug: 'recipes', settings: { title: 'Recipes', comments: true } });
  const recipe = await ada.write(second.openUrl, { title: 'Pesto', text: 'Basil.' });
  expect((await read(recipe)).text).toContain('Basil.');
  expect((await read(`${blog.url}/`)).text).not.toContain('Pesto');
  expect((await read(`${second.url}/`)).text).not.toContain('Nonna');
});
