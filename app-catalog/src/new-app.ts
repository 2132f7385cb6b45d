import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogAppIdSchema } from '@percloud/contract/words';
import { listDirectories } from './app-tree.ts';
import { catalogDirectory } from './build-catalog.ts';
import { manifestsIn } from './lint/subject.ts';

const ours = join(catalogDirectory, 'apps');
/** User ids of apps of this checkout; others' begin further up, so that they don't meet. */
const firstOfOurs = 7001;
const firstOfOthers = 8001;

/** A directory with an app that builds, has nothing to be told by lint, and installs as it is. */
export function newApp(id: string, parent: string): string {
  if (!catalogAppIdSchema.safeParse(id).success || id.length > 24 || /--|-$/.test(id))
    throw new Error(`“${id}” can’t be an app’s id: 2 to 24 small letters, digits and single dashes, beginning with a letter.`);
  const home = join(parent, id);
  if (existsSync(home)) throw new Error(`There is something in ${home} already.`);
  const words = { id, slug: id, uid: String(freeUser(parent)), Title: titleOf(id) };
  mkdirSync(parent, { recursive: true });
  cpSync(join(catalogDirectory, 'template'), home, { recursive: true });
  renameSync(join(home, 'test.ts.template'), join(home, `${id}.test.ts`));
  for (const entry of readdirSync(home, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writeFileSync(file, fill(readFileSync(file, 'utf8'), words));
  }
  return home;
}

const fill = (text: string, words: Record<string, string>) => text.replace(/\(\((\w+)\)\)/g, (whole, word: string) => words[word] ?? whole);

const titleOf = (id: string) => id.charAt(0).toUpperCase() + id.slice(1).replaceAll('-', ' ');

function freeUser(parent: string): number {
  const homes = [parent, ours].flatMap((place) => listDirectories(place).map((id) => join(place, id)));
  const users = manifestsIn(homes).flatMap(({ services }) => Object.values(services).map(({ user }) => Number(user.split(':')[0])));
  let user = parent === ours ? firstOfOurs : firstOfOthers;
  while (users.includes(user)) user += 1;
  return user;
}
