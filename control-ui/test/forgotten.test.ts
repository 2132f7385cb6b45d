import { describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { phone, screens } from './browser/screens.ts';
import { Visit } from './browser/visit.ts';

/** Somebody finds a box by the picture on its screen, forgets their password, and comes back by a code from the box. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, { claimed: false });
  const next = 'violin harbour moss';

  test('the picture on the box’s screen brings the claim code along, and leaves it nowhere', async () => {
    const { box, visit } = home;
    const { code } = await box.root.call('getClaimCode');
    await visit.page.goto(`http://${box.host.hostname}:${box.host.httpPort}/#claim=${code}`);
    await visit.heading('claim.title').waitFor();
    expect(await visit.field('claim.code').inputValue()).toBe(code);
    await expect.poll(() => new URL(visit.page.url()).hash).toBe('');
    await visit.field('claim.display-name').fill('Ada Lovelace');
    await visit.field('claim.password').fill('correct horse battery');
    await visit.button('claim.claim').click();
    await visit.seen('home.empty');
  });

  test('who forgot their password is told how to get a code at the box', async () => {
    const { visit } = home;
    await visit.goTo('/settings');
    await visit.button('account.sign-out').click();
    await visit.link('sign-in.forgotten').click();
    await visit.heading('forgotten.title').waitFor();
    for (const way of ['forgotten.screen', 'forgotten.card', 'forgotten.root'] as const) await visit.page.getByText(visit.say(way)).click();
    await visit.seenText('percloud person reset-code');
    await visit.expectToLookLike('forgotten');
  });

  test('a wrong code and a mistyped name are told apart, and what was typed stays', async () => {
    const { box, visit } = home;
    await visit.field('forgotten.code').fill('AAAA-AAAA');
    await visit.field('forgotten.name').fill('adda');
    await visit.field('account.next-password').fill(next);
    await visit.button('forgotten.set').click();
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.field('forgotten.code').getAttribute('aria-invalid')).toBe('true');
    const { code } = await box.root.call('makeResetCode', { body: { way: 'screen' } });
    await visit.field('forgotten.code').fill(code);
    await visit.button('forgotten.set').click();
    await expect.poll(() => visit.field('forgotten.name').getAttribute('aria-invalid')).toBe('true');
    expect(await visit.field('account.next-password').inputValue()).toBe(next);
    await visit.expectUsable();
  });

  test('with a code from the picture a new password is set, and they are in', async () => {
    const { box, visit } = home;
    const { code } = await box.root.call('makeResetCode', { body: { way: 'screen' } });
    await visit.page.goto('about:blank');
    await visit.page.goto(`http://${box.host.hostname}:${box.host.httpPort}/#reset=${code}`);
    await visit.heading('forgotten.title').waitFor();
    expect(await visit.field('forgotten.code').inputValue()).toBe(code);
    await expect.poll(() => new URL(visit.page.url()).hash).toBe('');
    await visit.field('forgotten.name').fill('ada');
    await visit.field('account.next-password').fill(next);
    await visit.button('forgotten.set').click();
    await visit.seen('home.empty');
  });

  test('it is on record: in the activity, and beside the password', async () => {
    const { visit } = home;
    await visit.place('nav.activity').click();
    await visit.seen('operation.person.reset-password.done');
    await visit.expectUsable();
    await visit.place('nav.settings').click();
    // When that was, in words that change with the minutes.
    await visit.seenText(new RegExp(visit.say('account.password-reset', { when: '.+' })));
    await visit.expectUsable();
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});

describe('it', () => {
  const italian = { ...phone, language: 'it' } as const;
  const home = household(italian);

  test('the page is in Italian too', async () => {
    const stranger = await Visit.begin(home.box.host, { screen: italian });
    await stranger.goTo('/forgotten');
    await stranger.heading('forgotten.title').waitFor();
    await stranger.expectUsable();
    await stranger.end();
  });
});
