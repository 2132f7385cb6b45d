import { expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { desktop } from './browser/screens.ts';
import { calendar } from './browser/texts.ts';

/** Somebody who uses no mouse. */
const home = household(desktop);
const name = calendar.en;

/** Where the keyboard is, in words, and whether that can be seen. */
const stop = () =>
  home.visit.page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      words: (element.getAttribute('aria-label') ?? element.innerText ?? '').replace(/\s+/g, ' ').trim(),
      tag: element.tagName.toLowerCase(),
      visible:
        outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && box.width > 0 && box.top >= 0 && box.bottom <= innerHeight,
    };
  });

/** Tabs on to what has these words; at every stop on the way the focus can be seen. */
async function tabTo(words: string, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const passed: string[] = [];
  for (let steps = 0; steps < 60; steps += 1) {
    await home.visit.page.keyboard.press(key);
    const { words: here, tag, visible } = await stop();
    passed.push(`${tag} ${here}`);
    // Past the last link the focus is the browser's own.
    if (tag !== 'body') expect(visible, `the focus on ${tag} “${here}” can be seen`).toBe(true);
    if (here === words) return;
  }
  throw new Error(`no way to “${words}” by ${key}: ${passed.join(', ')}`);
}
/** A page that was just opened takes the focus to its heading: tabbing before that would begin anew. */
const headingFocused = () => home.visit.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
const press = (key: string) => home.visit.page.keyboard.press(key);

test('the first stop leads past the navigation', async () => {
  const { visit } = home;
  await visit.goTo('/');
  await visit.seen('home.empty');
  await tabTo(visit.say('nav.skip'));
  await press('Enter');
  await tabTo(visit.say('home.look-at-apps'));
});

test('install an app', async () => {
  const { visit } = home;
  await press('Enter');
  await visit.heading('categories.plan').waitFor();
  await headingFocused();
  for (let steps = 0; steps < 30 && !(await stop()).words.startsWith(name); steps += 1) await press('Tab');
  await press('Enter');
  await visit.heading('permissions.title').waitFor();
  await headingFocused();
  await tabTo(visit.say('catalog.install'));
  await press('Enter');
  await visit.dialog().waitFor();
  await visit.confirm('catalog.install').waitFor();
  await tabTo(visit.say('catalog.install'));
  await press('Enter');
  await visit.seen('operation.app.install.done', { name });
});

test('open its page, go through its tabs, and open the app', async () => {
  const { visit } = home;
  await visit.tile(name).waitFor();
  for (let steps = 0; steps < 40 && !(await stop()).words.startsWith(name); steps += 1) await press('Tab');
  await press('Enter');
  await visit.heading('app.about').waitFor();
  await headingFocused();
  await tabTo(visit.say('app.tab.history'));
  await press('Enter');
  await visit.heading('history.title').waitFor();
  await headingFocused();
  await tabTo(visit.say('app.open'));
  const app = await visit.openBeside(() => press('Enter'));
  expect(await app.title()).toContain('Radicale');
  await app.close();
});

test('a dialog keeps the focus, closes on Escape and gives the focus back', async () => {
  const { visit } = home;
  await visit.tab('app.tab.overview').focus();
  await press('Enter');
  await visit.heading('app.about').waitFor();
  await headingFocused();
  await tabTo(visit.say('app.move-to-bin'));
  await press('Enter');
  await visit.dialog().waitFor();
  for (let steps = 0; steps < 5; steps += 1) {
    await press('Tab');
    const inside = await visit.page.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
    );
    expect(inside).toBe(true);
  }
  await press('Escape');
  await visit.dialog().waitFor({ state: 'detached' });
  expect((await stop()).words).toBe(visit.say('app.move-to-bin'));
});

test('Ctrl K finds a page and an app by their names', async () => {
  const { visit } = home;
  await press('Control+k');
  await visit.dialog().getByRole('combobox').waitFor();
  await visit.expectToLookLike('palette');
  await visit.page.keyboard.type(visit.say('nav.activity').slice(0, 5).toLowerCase());
  await expect.poll(() => visit.dialog().getByRole('option').first().innerText()).toContain(visit.say('nav.activity'));
  await press('Enter');
  await visit.heading('activity.title').waitFor();
  await press('Control+k');
  await visit.dialog().getByRole('combobox').waitFor();
  await visit.page.keyboard.type('calen');
  await press('ArrowDown');
  await press('ArrowUp');
  await press('Enter');
  await visit.page.getByRole('heading', { name, level: 1 }).waitFor();
  await press('Control+k');
  await visit.dialog().getByRole('combobox').waitFor();
  await press('Escape');
  await visit.dialog().waitFor({ state: 'detached' });
});

test('nothing was refused by the security policy, nothing was thrown', () => {
  expect(home.visit.complaints).toEqual([]);
});
