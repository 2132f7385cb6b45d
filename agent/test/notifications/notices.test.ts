import { readFile, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { Ballast } from '../health/ballast.ts';
import { noLongerTold, toldOf } from '../health/findings-of.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { Rows } from '../people/rows.ts';
import type { Person } from '../person.ts';
import { MailServer, password } from './mail-server.ts';

const megabyte = 1024 ** 2;
const email = 'ada@example.org';
/** What comes together goes in one message. */
const sentWithin = { timeout: 60_000, interval: 500 };
/** As if an authority that the box knows had vouched for the server. */
let trust: Record<string, string>;
let box: Installation;
let ballast: Ballast;
let server: MailServer;
let stranger: MailServer;
let ada: Person;

beforeAll(async () => {
  server = await MailServer.start();
  stranger = await MailServer.start();
  trust = { NODE_EXTRA_CA_CERTS: server.certificateFile };
  box = await startInstallation({ sizeBytes: 512 * megabyte, env: trust });
  ballast = new Ballast(box);
  ada = (await AppOwner.claim(box)).person;
});
afterAll(async () => {
  await box?.stop();
  await server?.remove();
  await stranger?.remove();
});

async function fillDisk() {
  await ballast.leaveFree(20);
  await expect.poll(async () => (await toldOf(box.root, 'disk-filling')).severity, { timeout: 60_000 }).toBe('bad');
}
async function makeRoom() {
  await ballast.remove();
  await noLongerTold(box.root, 'disk-filling');
}
const setAccount = (access: Partial<MailServer['account'] & { password: string }> = {}) =>
  ada.api.call('setOutgoingMail', { body: { ...server.account, password, ...access } });

test('an account that does not work is told why, and not kept', async () => {
  await expect(setAccount({ password: 'wrong' })).rejects.toMatchObject({ problem: { code: 'mail-server-refused' } });
  await expect(setAccount({ port: stranger.account.port })).rejects.toMatchObject({ problem: { code: 'mail-server-untrusted' } });
  await stranger.stop();
  await expect(setAccount({ port: stranger.account.port })).rejects.toMatchObject({ problem: { code: 'mail-server-unreachable' } });
  expect(await ada.api.call('getOutgoingMail')).toEqual({ account: null, lastProblem: null });
  await expect(ada.api.call('setNotices', { body: { email } })).rejects.toMatchObject({ problem: { code: 'no-outgoing-mail' } });
});

test('one that works is kept where only root reads it, and its password is told to nobody', async () => {
  await setAccount();
  expect(await ada.api.call('getOutgoingMail')).toEqual({ account: server.account, lastProblem: null });
  const file = paths(box.host).outgoingMail;
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readFile(file, 'utf8')).toContain(password);
  expect(await box.agent.log()).not.toContain(password);
});

test('who chooses e-mail gets a first message at once; an address that is not taken is not kept', async () => {
  await expect(ada.api.call('setNotices', { body: { email: 'nobody@example.org' } })).rejects.toMatchObject({
    problem: { code: 'mail-address-refused' },
  });
  expect(await ada.api.call('getNotices')).toMatchObject({ email: null, boxCanSend: true });
  expect(await ada.api.call('getOutgoingMail')).toMatchObject({ lastProblem: null });
  expect(await ada.api.call('setNotices', { body: { email } })).toMatchObject({ email, lastProblem: null });
  expect(server.received).toMatchObject([{ to: [email] }]);
  expect(server.received[0]?.source).toContain('Subject: Your Percloud box can reach you here');
});

test('an account that may not send from its address is its operator’s matter, and the address of before stays', async () => {
  server.refuses = server.account.from;
  await expect(ada.api.call('setNotices', { body: { email: 'grace@example.org' } })).rejects.toMatchObject({
    problem: { code: 'mail-sender-refused' },
  });
  expect(await ada.api.call('getOutgoingMail')).toMatchObject({ lastProblem: { problem: { code: 'mail-sender-refused' } } });
  expect(await ada.api.call('getNotices')).toMatchObject({ email });
});

test('what is urgent is told once, as soon as it can be', async () => {
  server.refuses = email;
  await fillDisk();
  await expect
    .poll(async () => (await ada.api.call('getNotices')).lastProblem, sentWithin)
    .toMatchObject({ problem: { code: 'mail-address-refused' } });
  server.refuses = '';
  await setAccount();
  await expect.poll(() => server.received.length, sentWithin).toBe(2);
  expect(server.received[1]?.source).toContain('Subject: Your Percloud box needs you');
  expect(server.received[1]?.source).toContain('- The disk is filling.');
  // Killed before it has noted that, it would rightly tell it once more.
  const rows = new Rows(box.host);
  await expect.poll(() => rows.count('notice')).toBe(1);
  rows.close();
  await box.restartAgent(trust);
  await sleep(25_000);
  expect(server.received).toHaveLength(2);
});

test('that it is over is told as well, also when the server was away and the agent was killed meanwhile', async () => {
  await server.stop();
  await makeRoom();
  await expect
    .poll(async () => (await ada.api.call('getNotices')).lastProblem, sentWithin)
    .toMatchObject({ problem: { code: 'mail-server-unreachable' } });
  await box.agent.kill();
  await box.startAgent({ env: trust });
  await server.start();
  await expect.poll(() => server.received.length, sentWithin).toBe(3);
  expect(server.received[2]?.source).toContain('Subject: Your Percloud box: all over');
  expect(await ada.api.call('getNotices')).toMatchObject({ lastProblem: null });
});

test('what is over before it could be told is not told at all', async () => {
  await server.stop();
  await fillDisk();
  await makeRoom();
  await server.start();
  // Without a pause after what failed, it would come within twenty seconds.
  await setAccount();
  await sleep(25_000);
  expect(server.received).toHaveLength(3);
});

test('who wants no more of it gets no more', async () => {
  expect(await ada.api.call('setNotices', { body: { email: null } })).toMatchObject({ email: null });
  await fillDisk();
  await sleep(25_000);
  expect(server.received).toHaveLength(3);
});
