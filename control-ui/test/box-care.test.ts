import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { household } from './browser/household.ts';
import { screens } from './browser/screens.ts';

const directory = mkdtempSync(join(tmpdir(), 'key-'));
execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', join(directory, 'key')]);
const read = (name: string) => readFileSync(join(directory, name), 'utf8');
afterAll(() => rmSync(directory, { recursive: true }));

/** Restarting, switching off, resetting, SSH. Here Percloud is a program on somebody's computer, which says so and stays on. */
describe.each(screens)('$called', ({ screen }) => {
  const home = household(screen);
  const part = (heading: string) => home.visit.page.locator(`section[aria-labelledby="${heading}"]`);

  test('it stands calmly at the end of the page about the box', async () => {
    const { visit } = home;
    await visit.place('nav.box').click();
    await visit.heading('box.care.title').waitFor();
    await visit.button('box.care.ssh.verb').waitFor();
    await visit.expectPartToLookLike('box-care', part('care'));
    await visit.expectPartToLookLike('box-ssh', part('ssh'));
  });

  test.each(['restart', 'off'] as const)('%s says what it means, and why not here', async (what) => {
    const { visit } = home;
    await visit.button(`box.care.${what}.verb`).click();
    await visit.seen(`box.care.${what}.text`);
    await visit.expectUsable();
    await visit.confirm(`box.care.${what}.verb`).click();
    await visit.dialog().getByRole('alert').waitFor();
    await visit.dialog().getByText('no-box').waitFor({ state: 'attached' });
    await visit.confirm('common.not-now').click();
  });

  test('a factory reset says what goes and what stays, and wants the name typed', async () => {
    const { visit, box } = home;
    const { hostname } = await box.root.call('getBox');
    await visit.button('box.care.reset.verb').click();
    for (const what of ['goes-people', 'goes-perclouds', 'goes-backups', 'goes-box', 'stays', 'traces'] as const)
      await visit.seen(`box.care.reset.${what}`);
    await visit.expectUsable();
    const field = visit.dialog().getByRole('textbox');
    const confirm = visit.confirm('box.care.reset.verb');
    for (const name of ['', `${hostname}x`, hostname.slice(1)]) {
      await field.fill(name);
      expect(await confirm.isDisabled()).toBe(true);
    }
    await field.fill(hostname.toUpperCase());
    await confirm.click();
    await visit.dialog().getByRole('alert').waitFor();
    await visit.confirm('common.not-now').click();
  });

  test('what is pasted for SSH is looked at here: a private key does not leave the page', async () => {
    const { visit } = home;
    const field = visit.field('box.care.ssh.key');
    const sent: string[] = [];
    visit.page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
    for (const [text, wrong] of [
      [read('key'), 'private'],
      ['PuTTY-User-Key-File-3: ssh-ed25519', 'putty'],
      ['hello', 'unreadable'],
    ] as const) {
      await field.fill(text);
      await visit.seen(`box.care.ssh.wrong.${wrong}`);
      expect(await visit.button('box.care.ssh.verb').isDisabled()).toBe(true);
      await field.press('Enter');
    }
    await visit.expectUsable();
    expect(sent.filter((request) => request.startsWith('PUT'))).toEqual([]);
    await field.fill(read('key.pub'));
    await visit.button('box.care.ssh.verb').click();
    await part('ssh').getByRole('alert').waitFor();
    expect(sent.filter((request) => request.endsWith('/api/box/ssh'))).toHaveLength(1);
  });

  test('nothing was refused by the security policy, nothing was thrown', () => {
    expect(home.visit.complaints).toEqual([]);
  });
});
