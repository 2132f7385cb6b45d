import { describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

/** Somebody who looks after the box looks at the box. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen);
  const chart = () => home.visit.page.locator('.chart canvas');
  const summary = () => home.visit.page.locator('#chart-summary');
  const choose = (name: 'box.processor' | 'box.memory' | 'box.disk' | 'box.network') =>
    home.visit.page
      .getByRole('radio', { name: home.visit.say(name), exact: true })
      .locator('..')
      .click();

  test('the machine, its disks and its versions are there', async () => {
    const { visit, box } = home;
    await visit.place('nav.box').click();
    await visit.heading('box.now').waitFor();
    const { disks, versions, hostname } = await box.root.call('getBox');
    await visit.seenText(new RegExp(`^${hostname} `));
    expect(await visit.page.locator('.disk').count()).toBe(disks.length);
    await visit.seenText(versions.percloud ?? '');
    await chart().waitFor();
    await visit.expectUsable();
  });

  test('every figure has its chart and its sentence, near and far', async () => {
    const { visit } = home;
    for (const name of ['box.memory', 'box.disk', 'box.network', 'box.processor'] as const) {
      await choose(name);
      await chart().waitFor();
      // The first figures come within seconds.
      await expect.poll(() => summary().textContent(), { timeout: 20_000 }).toContain(visit.say('box.last-10-minutes'));
    }
    await visit.page
      .getByRole('radio', { name: visit.say('box.last-2-hours') })
      .locator('..')
      .click();
    await expect.poll(() => summary().textContent(), { timeout: 20_000 }).toContain(visit.say('box.last-2-hours'));
    await visit.expectUsable();
  });

  test('it is chosen by keyboard alone', async () => {
    const { visit } = home;
    const radio = (name: 'box.processor' | 'box.memory') => visit.page.getByRole('radio', { name: visit.say(name), exact: true });
    await radio('box.processor').focus();
    await visit.page.keyboard.press('ArrowRight');
    expect(await radio('box.memory').isChecked()).toBe(true);
  });

  test('what is shown goes on changing', async () => {
    const now = home.visit.page.locator('#now-memory, #now-processor, #now-disk');
    const before = await now.allTextContents();
    await expect.poll(() => now.allTextContents(), { timeout: 20_000 }).not.toEqual(before);
  });

  test('while the box is away nothing is said of now, and afterwards it goes on', async () => {
    const { visit, box } = home;
    const now = visit.page.locator('#now-memory');
    await box.agent.kill('SIGKILL');
    await expect.poll(() => now.textContent(), { timeout: 20_000 }).toBe('–');
    await visit.seen('connection.lost');
    await visit.expectUsable();
    await box.startAgent();
    await expect.poll(() => now.textContent(), { timeout: 60_000 }).not.toBe('–');
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
