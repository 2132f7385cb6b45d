import { afterAll, describe, expect, test } from 'vitest';
import { MailServer, password } from '../../agent/test/notifications/mail-server.ts';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

/** An account for the box, then a message to who wants one. */
describe.each(screens)('$called', ({ screen }) => {
  let server: MailServer;
  const home = household(screen, async () => {
    server = await MailServer.start();
    return { env: { NODE_EXTRA_CA_CERTS: server.certificateFile } };
  });
  afterAll(() => server?.remove());
  const part = (heading: string) => home.visit.page.locator(`section[aria-labelledby="${heading}"]`);

  test('where people choose it, they learn what is missing, and the operator is led there', async () => {
    const { visit } = home;
    await visit.place('nav.settings').click();
    await visit.seen('account.by-email.no-account');
    await visit.link('account.by-email.give').click();
    await visit.button('box.care.mail.save').waitFor();
    await expect.poll(() => part('mail').evaluate((card) => card.getBoundingClientRect().top)).toBeLessThan(screen.height / 2);
    await visit.expectUsable();
  });

  test('a wrong password is told with what to do, and what was typed stays', async () => {
    const { visit } = home;
    const { host, port, user, from } = server.account;
    await visit.field('box.care.mail.host').fill(host);
    await visit.field('box.care.mail.port').fill(String(port));
    await visit.field('box.care.mail.user').fill(user);
    await visit.field('box.care.mail.password').fill('wrong');
    await visit.field('box.care.mail.from').fill(from);
    await visit.button('box.care.mail.save').click();
    await part('mail').getByRole('alert').waitFor();
    await part('mail').getByText('mail-server-refused').waitFor({ state: 'attached' });
    await visit.expectUsable();
    await visit.field('box.care.mail.password').fill(password);
    await visit.button('box.care.mail.save').click();
    await visit.seen('box.care.mail.on', { from, host });
    await visit.expectPartToLookLike('outgoing-mail', part('mail'));
  });

  test('who gives an address gets a message there at once, in their language', async () => {
    const { visit } = home;
    await visit.place('nav.settings').click();
    await visit.field('account.by-email.address').fill('ada');
    await visit.button('account.by-email.save').click();
    await part('by-email').getByRole('alert').waitFor();
    expect(server.received).toEqual([]);
    await visit.field('account.by-email.address').fill('ada@example.org');
    await visit.button('account.by-email.save').click();
    await visit.seen('account.by-email.sent');
    await visit.expectPartToLookLike('by-email', part('by-email'));
    expect(server.received).toMatchObject([{ to: ['ada@example.org'] }]);
    expect(server.received[0]?.source).toContain(screen.language === 'es' ? 'Hola, Ada' : 'Hello Ada');
  });

  test('it ends where it began, and the account is forgotten after a question', async () => {
    const { visit } = home;
    await visit.button('account.by-email.end').click();
    await visit.button('account.by-email.end').waitFor({ state: 'detached' });
    await visit.place('nav.box').click();
    await visit.button('box.care.mail.forget').click();
    await visit.seen('box.care.mail.forget-text');
    await visit.confirm('box.care.mail.forget').click();
    await visit.button('box.care.mail.give').click();
    await visit.button('box.care.mail.save').waitFor();
  });
});
