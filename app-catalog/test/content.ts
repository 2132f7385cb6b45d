import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '@percloud/contract/apps';
import { generationDir, volumeDir } from '../../agent/src/apps/layout.ts';
import { paths } from '../../agent/src/host/host-config.ts';
import type { AppOwner } from '../../agent/test/apps/app-owner.ts';
import type { Installation } from '../../agent/test/installation.ts';
import { Friend } from '../apps/friend-backups/friend.ts';
import { SyncDevice } from '../apps/radicale/sync-device.ts';
import { BookmarkKeeper } from '../apps/shaarli/bookmark-keeper.ts';
import { Writer } from '../apps/wordpress/writer.ts';
import { runCommand } from '../src/run-command.ts';
import { temporaryDirectory } from '../src/temporary-directory.ts';

/** Where an app is, and whose. */
export interface At {
  box: Installation;
  owner: AppOwner;
  app: App;
}

/** What people keep in an app: put there as they would, and read again as they would. */
export interface Content {
  write(at: At): Promise<void>;
  /** What a person sees of it, and what lies beneath: files by their hashes, rows. */
  read(at: At): Promise<object>;
}

/** One for each app of the catalog. */
export const contents: Record<string, Content> = {
  radicale: {
    async write(at) {
      const phone = await newDevice(at);
      phone.addCalendar('family');
      phone.addAppointment('family', 'birthday', 'Nonna’s birthday', '20261224T180000Z');
      phone.addContact('friends', 'bea', 'Bea García');
      await phone.sync();
    },
    async read(at) {
      const tablet = await newDevice(at);
      await tablet.sync();
      return {
        appointments: tablet.appointments('family'),
        contacts: tablet.contacts('friends'),
        files: await hashes(at, 'collections', (path) => /\.(?:ics|vcf)$/.test(path)),
      };
    },
  },
  shaarli: {
    async write({ owner, app }) {
      await owner.open(app);
      const ada = new BookmarkKeeper(owner.person, app.url);
      await ada.add({ url: 'https://www.debian.org/', title: 'Debian', tags: 'linux' });
      await ada.add({ url: 'https://example.org/', title: 'Only for me', isPrivate: true });
    },
    async read(at) {
      await at.owner.open(at.app);
      const titles = await new BookmarkKeeper(at.owner.person, at.app.url).titles();
      return { titles, files: await hashes(at, 'bookmarks', (path) => path.endsWith('datastore.php')) };
    },
  },
  'friend-backups': {
    async write(at) {
      const friend = new Friend(join(temporaryDirectory(), 'friend'), await passwordFor(at, 'a friend’s box'));
      await friend.restic('init');
    },
    // What is kept for a friend, who has it at home, is in no backup: the app comes back without it.
    async read() {
      return {};
    },
  },
  wordpress: {
    async write({ box, app }) {
      const ada = await Writer.signIn(box.host);
      await ada.write(app.openUrl, { title: 'Nonna’s kitchen', text: 'Garlic comes last.', picture: 'kitchen.jpg' });
      await ada.write(app.openUrl, { title: 'Pesto', text: 'Basil.' });
      await ada.end();
    },
    async read(at) {
      return {
        posts: await postsSeen(at),
        files: await hashes(at, 'uploads', (path) => path.endsWith('.jpg')),
        rows: await rowsOfBlog(at),
      };
    },
  },
};

async function newDevice(at: At) {
  const device = `device-${Math.random().toString(36).slice(2)}`;
  return new SyncDevice(join(temporaryDirectory(), device), await passwordFor(at, device));
}

async function passwordFor({ box, owner, app }: At, device: string) {
  const account = await owner.person.api.call('createAppPassword', { params: owner.params(app.id), body: { device } });
  return { ...account, caFile: join(paths(box.host).ca, 'root.crt') };
}

/** By path within a volume of the app. */
async function hashes({ box, owner, app }: At, volume: string, wanted: (path: string) => boolean): Promise<Record<string, string>> {
  const { generation } = await owner.app(app.id);
  const root = volumeDir(generationDir(box.host, { percloud: owner.percloud, id: app.id }, generation), volume);
  const files = (await readdir(root, { recursive: true })).filter(wanted).sort();
  const hashOf = async (path: string) =>
    createHash('sha256')
      .update(await readFile(join(root, path)))
      .digest('hex');
  return Object.fromEntries(await Promise.all(files.map(async (path) => [path, await hashOf(path)])));
}

/** By a stranger: whether each post is there, and its picture. */
async function postsSeen({ box, app }: At) {
  const stranger = box.visitor();
  const feed = (await stranger.fetch(`${app.url}/feed/`)).text;
  const links = [...feed.matchAll(/<link>([^<]*\/nonnas-kitchen\/|[^<]*\/pesto\/)<\/link>/g)].map(([, link = '']) => link);
  return Promise.all(
    links.map(async (link) => {
      const { status, text } = await stranger.fetch(link);
      const picture = /<img[^>]* src="([^"]+)"/.exec(text)?.[1];
      const shown = picture && (await stranger.fetch(picture));
      return {
        path: new URL(link).pathname,
        status,
        says: /Garlic comes last\.|Basil\./.exec(text)?.[0],
        // Under the address that this box has.
        picture: picture && [picture.startsWith(`${app.url}/`), new URL(picture).pathname],
        shown: shown && [shown.status, shown.headers['content-type'], shown.headers['content-length']],
      };
    }),
  );
}

/** What MariaDB holds; addresses are those of the box. */
async function rowsOfBlog({ app }: At): Promise<string[]> {
  const filter = ['--filter', `label=org.percloud.app=${app.id}`, '--filter', 'name=mariadb'];
  const container = (await runCommand('docker', ['ps', '--quiet', ...filter])).trim();
  const posts = `SELECT ID, post_date_gmt, post_title, post_status, post_type, REPLACE(post_content, '${app.url}', '') FROM wp_posts ORDER BY ID`;
  // Without what is still to be done, and who looked at it.
  const meta =
    "SELECT post_id, meta_key, meta_value FROM wp_postmeta WHERE meta_key NOT IN ('_edit_lock', '_pingme', '_encloseme') ORDER BY meta_id";
  const others = `${meta}; CHECKSUM TABLE wp_comments, wp_terms, wp_term_relationships, wp_users`;
  const client = 'MYSQL_PWD=$(cat /run/secrets/db-password) exec mariadb --user=wordpress --batch --skip-column-names wordpress';
  return (await runCommand('docker', ['exec', '--interactive', container, 'sh', '-c', client], { input: `${posts}; ${others};` })).split(
    '\n',
  );
}
