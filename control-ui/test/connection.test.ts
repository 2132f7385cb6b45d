import { expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { phone } from './browser/screens.ts';
import { calendar, probe } from './browser/texts.ts';

/** The way to the box is lost and found again, with a page open. */
const home = household(phone);
const gone = () => home.visit.page.getByText(home.visit.say('connection.lost')).waitFor({ state: 'detached' });

test('while the agent is away the panel says so, and catches up', async () => {
  const { box, owner, visit } = home;
  await visit.place('nav.home').click();
  await box.agent.kill('SIGKILL');
  await visit.seen('connection.lost');
  await visit.expectToLookLike('connection-lost');
  await box.startAgent();
  await gone();
  await owner.install('probe', { slug: 'later' });
  await visit.tile(probe.es).waitFor();
});

test('what happened while the network was cut is there when it is back', async () => {
  const { owner, visit } = home;
  visit.network.cut();
  await visit.seen('connection.lost');
  await owner.install('radicale');
  expect(await visit.tile(calendar.es).count()).toBe(0);
  visit.network.mend();
  await visit.tile(calendar.es).waitFor();
  await gone();
});

test('a page that could not be fetched comes as soon as the network is back', async () => {
  const { visit } = home;
  await visit.place('nav.activity').click();
  visit.network.cut();
  await visit.seen('connection.lost');
  await visit.place('nav.apps').click();
  await visit.expectUsable();
  visit.network.mend();
  await visit.heading('categories.plan').waitFor();
});

test('a network lost in the middle of an installation does not stop it, and the dock goes on', async () => {
  const { visit } = home;
  await visit.goTo('/catalog/radicale');
  await visit.button('catalog.install-another').click();
  await visit.confirm('catalog.install').click();
  await visit.page.locator('.dock').waitFor();
  visit.network.cut();
  await visit.seen('connection.lost');
  visit.network.mend();
  await expect.poll(() => visit.tile(calendar.es).count(), { timeout: 60_000 }).toBe(2);
});

test('an agent killed in the middle of an installation finishes it, and the dock goes on', async () => {
  const { box, visit } = home;
  await visit.goTo('/catalog/radicale');
  await visit.button('catalog.install-another').click();
  await visit.confirm('catalog.install').click();
  await visit.page.locator('.dock').waitFor();
  await box.restartAgent();
  await expect.poll(() => visit.tile(calendar.es).count(), { timeout: 60_000 }).toBe(3);
});

test('no picture stays away because the box was', async () => {
  const broken = () => [...document.images].filter((image) => image.complete && image.naturalWidth === 0).length;
  await expect.poll(() => home.visit.page.evaluate(broken), { timeout: 10_000 }).toBe(0);
});

test('nothing was refused by the security policy, nothing was thrown', () => {
  expect(home.visit.complaints).toEqual([]);
});
