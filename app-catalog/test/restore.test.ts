import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '@percloud/contract/apps';
import type { Target } from '@percloud/contract/backups';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppOwner } from '../../agent/test/apps/app-owner.ts';
import { BackupOwner } from '../../agent/test/backups/backup-owner.ts';
import { LoopDisk } from '../../agent/test/backups/loop-disk.ts';
import { percloud } from '../../agent/test/command.ts';
import { type Installation, startInstallation } from '../../agent/test/installation.ts';
import { Visit } from '../../control-ui/test/browser/visit.ts';
import { temporaryDirectory } from '../src/temporary-directory.ts';
import { contents } from './content.ts';

/** Every app of the catalog is filled as people fill it and backed up; then the box is lost, and two empty ones become it. */
let disk: LoopDisk;
let box: Installation;
let owner: BackupOwner;
let target: Target;
let words: string;
const apps: App[] = [];
let kept: Record<string, object>;

beforeAll(async () => {
  box = await startInstallation();
  owner = await BackupOwner.claim(box);
  disk = await LoopDisk.make({ name: 'Attic', megabytes: 900 });
  await disk.plugIn();
});
afterAll(async () => {
  await box?.stop();
  await disk?.remove();
});

const contentOf = (id: string) => {
  const content = contents[id];
  if (!content) throw new Error(`what people keep in ${id} is not told in content.ts`);
  return content;
};
const readAll = async (installation: Installation, who: AppOwner) => {
  const there = await who.apps();
  expect(there.map(({ catalogApp, status }) => [catalogApp, status]).sort()).toEqual(
    apps.map(({ catalogApp }) => [catalogApp, 'running']).sort(),
  );
  const all: Record<string, object> = {};
  for (const app of there) all[app.catalogApp] = await contentOf(app.catalogApp).read({ box: installation, owner: who, app });
  return all;
};

test('every app of the catalog holds something', async () => {
  const listed = (await box.root.call('getCatalog')).apps.filter(({ hidden }) => !hidden).map(({ id }) => id);
  expect(Object.keys(contents).sort()).toEqual(listed.sort());
  for (const id of listed) {
    const app = await owner.install(id);
    apps.push(app);
    await contentOf(id).write({ box, owner, app });
  }
  kept = await readAll(box, owner);
  expect(kept).toMatchObject({
    radicale: { appointments: ['Nonna’s birthday'], contacts: ['Bea García'] },
    shaarli: { titles: ['Only for me', 'Debian'] },
    wordpress: {
      posts: [
        { status: 200, says: 'Basil.' },
        { status: 200, says: 'Garlic comes last.', picture: [true, expect.any(String)] },
      ],
    },
  });
});

test('it is backed up, opened from the backup, and the box is lost', async () => {
  ({ target, words } = await owner.addPlace({ kind: 'disk', fileSystem: disk.fileSystem }));
  expect((await owner.backUp(target)).status).toBe('succeeded');
  const [backup] = await owner.backups(target);
  const params = { percloud: owner.percloud, target: target.id, backup: backup?.id ?? '' };
  const drill = await owner.ended(await box.root.call('drillBackup', { params }));
  expect(drill).toMatchObject({ status: 'succeeded', problem: null });
  expect(drill.outcome).toEqual({ apps: apps.length, openedApps: apps.length });
  expect((await owner.backups(target))[0]?.proof).toMatchObject({ problem: null });
  await box.stop();
});

describe('an empty box becomes it', () => {
  let empty: Installation;
  beforeAll(async () => {
    empty = await startInstallation();
  });
  afterAll(() => empty?.stop());

  const expectAllThere = async () => {
    const ada = empty.visitor();
    await ada.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
    expect(await readAll(empty, new AppOwner(empty, ada, owner.percloud))).toEqual(kept);
  };

  test('on the command line', async () => {
    const wordsFile = join(temporaryDirectory(), 'words');
    await writeFile(wordsFile, words, { mode: 0o600 });
    const { code, stdout } = await percloud(empty.host.dataDir, ['recover', `disk:${disk.fileSystem}`, '--words-file', wordsFile]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Its apps follow.')]);
    await expectAllThere();
  });
});

describe('another empty box becomes it', () => {
  let empty: Installation;
  let visit: Visit;
  beforeAll(async () => {
    empty = await startInstallation();
    visit = await Visit.begin(empty.host);
  });
  afterAll(async () => {
    await visit?.end();
    await empty?.stop();
  });

  test('in the panel, by whoever has the words', async () => {
    const { code } = await empty.root.call('getClaimCode');
    await visit.goTo('/');
    await visit.link('claim.recover').click();
    await visit.heading('recover.title').waitFor();
    await visit.field('claim.code').fill(code ?? '');
    await visit.button('recover.look').click();
    await visit.page.locator(`input[value="${disk.fileSystem}"]`).check();
    await visit.field('words.typed').fill(words);
    await visit.button('recover.open').click();
    await visit.heading('recover.found').waitFor();
    await visit.button('recover.start').click();
    for (const { title } of apps) await visit.tile(title.en).waitFor();
    const ada = empty.visitor();
    await ada.api.call('signIn', { body: { name: 'ada', password: 'correct horse battery' } });
    const again = new AppOwner(empty, ada, owner.percloud);
    await expect
      .poll(async () => (await again.apps()).map(({ status }) => status), { timeout: 150_000 })
      .toEqual(apps.map(() => 'running'));
    expect(await readAll(empty, again)).toEqual(kept);
  });
});
