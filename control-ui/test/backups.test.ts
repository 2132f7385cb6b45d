import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoopDisk } from '../../agent/test/backups/loop-disk.ts';
import { startInstallation } from '../../agent/test/installation.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';
import { probe as probeTitle } from './browser/texts.ts';
import { Visit } from './browser/visit.ts';

const diskName = 'Blue disk';

/** A disk is plugged in, words come to paper, a backup is made, looked into and brought back; then the box is lost. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen);
  const title = probeTitle[screen.language];
  let disk: LoopDisk;
  let other: LoopDisk;
  let probe: AppDetail;
  let words: string[] = [];

  beforeAll(async () => {
    disk = await LoopDisk.make({ name: diskName });
    other = await LoopDisk.make({ name: 'Red disk' });
    probe = await home.owner.install('probe', { version: '1.0.0' });
    await home.owner.open(probe);
    expect(await home.owner.write(probe, 'before')).toBe(true);
  });
  afterAll(() => Promise.all([disk?.remove(), other?.remove()]));

  const targets = () => home.owner.person.api.call('listBackupTargets', { params: { percloud: home.owner.percloud } });
  const shownWords = () => home.visit.page.locator('.on-screen .word-grid [lang=en]').allTextContents();
  const sayBack = async (of: readonly string[]) => {
    const { visit } = home;
    for (const [at, word] of of.entries()) {
      const field = visit.field('words.nth', { number: at + 1 });
      if (await field.isVisible()) await field.fill(word);
    }
    await visit.button('words.check').click();
  };

  /** Others than those that were shown before; said back. */
  const replaceWords = async () => {
    const { visit } = home;
    await visit.button('words.make-new').click();
    await visit.heading('words.these').waitFor();
    const before = words;
    words = await shownWords();
    expect(words).not.toEqual(before);
    await visit.button('words.noted').click();
    await sayBack(words);
  };

  test('home says where the data lies, and leads to the invitation', async () => {
    const { visit } = home;
    await visit.goTo('/');
    await visit.link('home.no-backup').click();
    await visit.seen('backups.empty');
    await visit.expectToLookLike('backups-empty');
  });

  test('each kind of place asks for what it needs, and wrong fields are told', async () => {
    const { visit } = home;
    await visit.link('backups.choose').click();
    await visit.heading('place.title').waitFor();
    await visit.expectUsable();
    for (const kind of ['rest', 's3', 'sftp'] as const) {
      await visit.page.getByRole('radio', { name: visit.say(`place.kinds.${kind}`) }).check();
      if (kind !== 'sftp') await visit.page.getByText(visit.say('place.own-certificate')).click();
      await visit.expectUsable();
    }
    await visit.seenText(/^ssh-ed25519 /);
    await visit.field('place.host').fill('-oProxyCommand=oh');
    await visit.field('place.port').fill('99999');
    await visit.field('place.user').fill('Ada Lovelace');
    await visit.field('place.folder').fill('../upwards');
    await visit.button('place.use').click();
    await visit.page.getByRole('alert').waitFor();
    for (const name of ['host', 'port', 'user', 'folder'] as const)
      expect(await visit.field(`place.${name}`).getAttribute('aria-invalid'), name).toBe('true');
    await visit.expectUsable();
  });

  test('a disk is offered once it is plugged in; then the words come', async () => {
    const { visit } = home;
    await disk.plugIn();
    await visit.page.getByRole('radio', { name: visit.say('place.kinds.disk') }).check();
    await visit.button('place.disk.again').click();
    await visit.page.getByRole('radio', { name: diskName }).check();
    await visit.expectUsable();
    await visit.button('place.use').click();
    await visit.heading('words.title').waitFor();
    await visit.expectToLookLike('backups-words');
  });

  test('the words are shown once, numbered, and go to paper', async () => {
    const { visit } = home;
    await visit.button('words.make').click();
    await visit.heading('words.these').waitFor();
    await visit.expectUsable();
    words = await shownWords();
    expect(words).toHaveLength(24);
    await visit.page.emulateMedia({ media: 'print' });
    await visit.page.getByText(visit.say('kit.how')).waitFor();
    expect(await visit.page.locator('.kit .word-grid [lang=en]').allTextContents()).toEqual(words);
    expect(await visit.page.getByRole('img', { name: visit.say('kit.code') }).isVisible()).toBe(true);
    expect(await visit.button('words.print').isVisible()).toBe(false);
    await visit.page.emulateMedia({ media: 'screen' });
  });

  test('they are nowhere but on the page', async () => {
    const { visit } = home;
    const kept = await visit.page.evaluate(() => JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }]));
    // “language” is one of them now and then, and a key of the panel's own.
    expect(words.filter((word) => kept.includes(word)).length).toBeLessThan(3);
  });

  test('a wrong word is told, the right ones open the backups', async () => {
    const { visit } = home;
    await visit.button('words.noted').click();
    await visit.heading('words.ask').waitFor();
    expect(await shownWords()).toEqual([]);
    await sayBack(words.map((word) => `not${word}`));
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.page.locator('input[aria-invalid=true]').count()).toBe(3);
    await visit.expectUsable();
    await replaceWords();
    await visit.seen('words.done');
    await visit.expectUsable();
  });

  test('the first backup is made, and the page says how it stands', async () => {
    const { visit } = home;
    await visit.button('words.first').click();
    await visit.seen('operation.backup.make.done');
    await expect.poll(async () => (await targets())[0]?.backups).toBe(1);
    await visit.seen('backups.kept-count', { count: 1 });
    await visit.seen('backups.not-proven');
    await visit.expectToLookLike('backups');
  });

  test('when backups are made and how many are kept is chosen', async () => {
    const { visit } = home;
    await visit.page.getByRole('button', { name: visit.say('backups.settings') }).click();
    await visit.field('backups.schedule.every').selectOption('week');
    await visit.field('backups.schedule.weekday').selectOption('6');
    await visit.field('backups.schedule.at').fill('04:45');
    await visit.field('backups.schedule.daily').fill('0');
    await visit.field('backups.schedule.limit').selectOption('1000000');
    await visit.expectUsable();
    await visit.confirm('backups.schedule.save').click();
    await visit.dialog().getByRole('alert').waitFor();
    expect(await visit.field('backups.schedule.daily').getAttribute('aria-invalid')).toBe('true');
    await visit.field('backups.schedule.daily').fill('14');
    await visit.confirm('backups.schedule.save').click();
    await visit.dialog().waitFor({ state: 'detached' });
    expect((await targets())[0]).toMatchObject({
      schedule: { every: 'week', weekday: 6, at: '04:45' },
      keep: { daily: 14 },
      limitBytesPerSecond: 1_000_000,
    });
  });

  test('a backup opens to its apps, an app to its files, and a file is fetched', async () => {
    const { visit } = home;
    await visit.page.getByRole('link', { name: visit.say('backups.look') }).click();
    await visit.heading('backups.list.kept').waitFor();
    await visit.seen('backups.keys.this-box');
    await visit.expectToLookLike('backups-place');
    await visit.page.locator('.kept a').first().click();
    await visit.heading('backups.open.apps').waitFor();
    await visit.expectToLookLike('backups-opened');
    await visit.button('backups.open.prove').click();
    await visit.seen('operation.backup.drill.done');
    await visit.seenText(visit.say('backups.proven', { when: '' }).trim());
    await visit.expectUsable();
    await visit.page.getByRole('link', { name: visit.say('backups.open.files') }).click();
    await visit.page.locator('.folder').first().click();
    const file = visit.page.locator('.backup-rows a[download]:not([download$=".tar"])').first();
    await file.waitFor();
    await visit.expectUsable();
    const [download] = await Promise.all([visit.page.waitForEvent('download'), file.click()]);
    expect(download.suggestedFilename()).toBe(await file.getAttribute('download'));
    expect(await download.failure()).toBeNull();
  });

  test('a file is put back to where it was, in the app as it is now', async () => {
    const { owner, visit } = home;
    expect(await owner.write(probe, 'after')).toBe(true);
    const put = visit.page.getByRole('button', { name: `${visit.say('backups.files.put-back')}: writes.txt` });
    await put.click();
    await visit.dialog().waitFor();
    await visit.expectUsable();
    await visit.confirm('backups.files.put-back').click();
    await visit.seen('operation.backup.put-back.done', { name: title });
    expect(await owner.read(await owner.app(probe.id))).toEqual(['before']);
  });

  test('the app comes back in place of what it is now', async () => {
    const { owner, visit } = home;
    expect(await owner.write(probe, 'after')).toBe(true);
    await visit.page.goBack();
    await visit.page.goBack();
    await visit.page.getByRole('button', { name: visit.say('backups.open.bring-back') }).click();
    await visit.seen('backups.bring.now-text');
    await visit.expectUsable();
    await visit.confirm('backups.bring.verb').click();
    await visit.seen('operation.backup.bring-back.done', { name: title });
    expect(await owner.read(await owner.app(probe.id))).toEqual(['before']);
    await visit.expectUsable();
  });

  test('and beside it, as another app; its page says when it was last backed up', async () => {
    const { owner, visit } = home;
    await visit.page.getByRole('button', { name: visit.say('backups.open.bring-back') }).click();
    await visit.page.getByRole('radio', { name: visit.say('backups.bring.beside') }).check();
    await visit.confirm('backups.bring.verb').click();
    await expect.poll(async () => (await owner.apps()).length, { timeout: 60_000 }).toBe(2);
    await visit.goTo(`/apps/${probe.id}/history`);
    await visit.link('history.backup-link').waitFor();
    await visit.expectUsable();
  });

  test('a paper that is lost is replaced by new words', async () => {
    const { visit } = home;
    const target = (await targets()).find(({ place }) => place === diskName);
    await visit.goTo(`/backups/${target?.id}`);
    await visit.link('backups.keys.new-words').click();
    await visit.seen('words.replace-text');
    await visit.expectUsable();
    await replaceWords();
    await visit.seen('words.done');
  });

  test('a second place opens to the same words', async () => {
    const { visit } = home;
    await other.plugIn();
    await visit.place('nav.backups').click();
    await visit.link('backups.another').click();
    await visit.page.getByRole('radio', { name: 'Red disk' }).check();
    await visit.button('place.use').click();
    await visit.button('words.have').click();
    await visit.field('words.typed').fill(words.with(3, 'percloud').join(' '));
    await visit.button('words.use').click();
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.field('words.typed').getAttribute('aria-invalid')).toBe('true');
    await visit.expectUsable();
    await visit.field('words.typed').fill(words.join(' '));
    await visit.button('words.use').click();
    await visit.seen('words.done');
    await visit.link('words.later').click();
    await visit.page.getByRole('heading', { name: 'Red disk' }).waitFor();
    await visit.expectUsable();
  });

  test('no more backups there: the place is typed, and what is there stays', async () => {
    const { visit } = home;
    const target = (await targets()).find(({ place }) => place === diskName);
    await visit.goTo(`/backups/${target?.id}`);
    await visit.button('backups.stop.verb').click();
    await visit.expectUsable();
    expect(await visit.confirm('backups.stop.verb').isDisabled()).toBe(true);
    await visit.dialog().getByRole('textbox').fill(diskName);
    await visit.confirm('backups.stop.verb').click();
    await visit.page.getByRole('heading', { name: 'Red disk' }).waitFor();
    expect((await targets()).map(({ place }) => place)).toEqual(['Red disk']);
  });

  test('an empty box becomes the one that was lost', async () => {
    const empty = await startInstallation();
    const visit = await Visit.begin(empty.host, { screen });
    try {
      const { code } = await empty.root.call('getClaimCode');
      await visit.goTo('/');
      await visit.link('claim.recover').click();
      await visit.heading('recover.title').waitFor();
      await visit.expectToLookLike('recover');
      await visit.field('claim.code').fill(code ?? '');
      await visit.button('recover.look').click();
      await visit.page.getByRole('radio', { name: diskName }).check();
      await visit.field('words.typed').fill(words.slice(1).join('\n'));
      await visit.seen('words.counted', { count: 23, of: 24 });
      expect(await visit.button('recover.open').isDisabled()).toBe(true);
      await visit.field('words.typed').fill(words.map((word, at) => `${at + 1}. ${word.toUpperCase()}`).join('\n'));
      await visit.expectUsable();
      await visit.button('recover.open').click();
      await visit.heading('recover.found').waitFor();
      await visit.expectUsable();
      await visit.button('recover.start').click();
      await visit.tile(title).waitFor();
      await visit.expectUsable();
      // The box that was lost opens them no longer.
      await visit.place('nav.backups').click();
      await visit.page.getByRole('link', { name: visit.say('backups.look') }).click();
      await visit.page.getByRole('button', { name: visit.say('backups.keys.revoke') }).click();
      await visit.seen('backups.keys.revoke-text');
      await visit.confirm('backups.keys.revoke').click();
      await visit.dialog().waitFor({ state: 'detached' });
      const revoke = visit.page.getByRole('button', { name: visit.say('backups.keys.revoke') });
      await expect.poll(() => revoke.count(), { timeout: 15_000 }).toBe(0);
      await visit.expectUsable();
      expect(visit.complaints).toEqual([]);
    } finally {
      await visit.end();
      await empty.stop();
    }
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
