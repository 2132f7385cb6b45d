import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { paths } from '../../agent/src/host/host-config.ts';
import { hashPassword } from '../../agent/src/people/password.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

const fleetKey = 'many boxes one hand';

/** A box that an operator has claimed beforehand, until its owner comes. Each test goes on where the one before ended. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen, { claimed: false });
  const operator = 'Red de Bibliotecas';

  test('who comes is told who looks after the box', async () => {
    const { box, visit } = home;
    const { fleet } = paths(box.host);
    mkdirSync(dirname(fleet), { recursive: true });
    const passwordHash = await hashPassword(fleetKey);
    writeFileSync(fleet, JSON.stringify({ name: 'rosa', displayName: operator, language: screen.language, passwordHash }), { mode: 0o600 });
    await box.restartAgent();
    await visit.goTo('/');
    await visit.seen('claim.looked-after', { operator });
    await visit.expectToLookLike('claim-operator');
  });

  test('the operator signs in, has no apps here, and finds the code for the owner', async () => {
    const { box, visit } = home;
    await visit.link('claim.operator').click();
    await visit.field('sign-in.name').fill('rosa');
    await visit.field('sign-in.password').fill(fleetKey);
    await visit.button('sign-in.sign-in').click();
    await visit.seen('home.operator-only');
    expect(await visit.place('nav.apps').count()).toBe(0);
    await visit.expectToLookLike('home-operator');
    await visit.link('home.look-at-box').click();
    await visit.heading('box.care.owner.title').waitFor();
    await visit.seenText((await box.root.call('getClaimCode')).code ?? '-');
    await visit.expectUsable();
  });

  test('the owner comes with it, and has a percloud but not the box', async () => {
    const { box, visit } = home;
    const { code } = await box.root.call('getClaimCode');
    await visit.place('nav.settings').click();
    await visit.button('account.sign-out').first().click();
    await visit.goTo('/');
    await visit.field('claim.code').fill(code ?? '');
    await visit.field('claim.display-name').fill('Ana');
    await visit.field('claim.password').fill('lamp tiger ocean');
    await visit.button('claim.claim').click();
    await visit.seen('home.empty');
    expect(await visit.place('nav.box').count()).toBe(0);
  });

  test('after that strangers are asked to sign in', async () => {
    const { visit } = home;
    await visit.place('nav.settings').click();
    await visit.button('account.end-all').click();
    await visit.heading('sign-in.title').waitFor();
    expect(home.visit.complaints).toEqual([]);
  });
});
