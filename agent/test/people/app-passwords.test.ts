import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from './as-caddy.ts';
import { Rows } from './rows.ts';

let box: Installation;
let owner: AppOwner;
let app: AppDetail;
let memberToken: string;

beforeAll(async () => {
  box = await startInstallation();
  owner = await AppOwner.claim(box);
  const rows = new Rows(box.host);
  memberToken = rows.addSession(rows.addPerson('ben', [{ role: 'member', percloud: owner.percloud }]));
  rows.close();
  app = await owner.install('probe');
});
afterAll(() => box?.stop());

const passwordsPath = () => `/perclouds/${owner.percloud}/apps/${app.id}/passwords`;
const asMember = (method: string, path: string, body?: unknown) => asCaddy(box.host, { method, path, token: memberToken, body });
/** A device has no cookies and no browser: only its password. */
const device = (user: string, password: string) =>
  box.visitor().fetch(`${app.url}/dav`, { headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } });

async function createAsMember(name: string): Promise<{ id: string; user: string; password: string; clients: { steps: { es: string } }[] }> {
  const answer = await asMember('POST', passwordsPath(), { device: name });
  expect(answer.status).toBe(201);
  return JSON.parse(answer.text);
}

test('a device passes with its own password, until it is revoked', async () => {
  const phone = await createAsMember('Phone');
  const tablet = await createAsMember('Tablet');
  expect(phone.password).toMatch(/^([a-z0-9]{4}-){5}[a-z0-9]{4}$/);
  expect(phone.clients[0]?.steps.es).toBe(`curl --user ben ${app.url}/dav`);
  expect((await device('ben', phone.password)).status).toBe(200);
  expect((await device('ben', tablet.password)).status).toBe(200);
  expect((await device('ada', phone.password)).status).toBe(401);

  expect((await asMember('DELETE', `${passwordsPath()}/${phone.id}`)).status).toBe(204);
  expect((await device('ben', phone.password)).status).toBe(401);
  expect((await device('ben', tablet.password)).status).toBe(200);
});

test('only one’s own are listed and revoked, and never shown again', async () => {
  const { id, password } = await createAsMember('Laptop');
  const listed = await asMember('GET', passwordsPath());
  expect(JSON.parse(listed.text)).toContainEqual(expect.objectContaining({ id, device: 'Laptop' }));
  expect(listed.text).not.toContain(password);
  const params = { percloud: owner.percloud, app: app.id };
  expect(await owner.person.api.call('listAppPasswords', { params })).toEqual([]);
  await expect(owner.person.api.call('revokeAppPassword', { params: { ...params, password: id } })).rejects.toMatchObject({
    problem: { code: 'not-found' },
  });
});

test('the list says when a device was here last', async () => {
  const { id, password } = await createAsMember('Watch');
  await sleep(200);
  const before = Date.now();
  expect((await device('ben', password)).status).toBe(200);
  const lastUsed = async () => {
    const list: { id: string; lastUsedAt: string | null }[] = JSON.parse((await asMember('GET', passwordsPath())).text);
    return list.find((each) => each.id === id)?.lastUsedAt ?? null;
  };
  let at = await lastUsed();
  for (let waits = 0; at === null && waits < 120; waits += 1) {
    await sleep(500);
    at = await lastUsed();
  }
  expect(Math.abs(new Date(at ?? 0).getTime() - before)).toBeLessThan(61_000);
});

test('passwords go on while the agent is away', async () => {
  const { password } = await createAsMember('Desk');
  await sleep(200);
  await box.agent.kill('SIGKILL');
  expect((await device('ben', password)).status).toBe(200);
  await box.startAgent();
  expect((await device('ben', password)).status).toBe(200);
});
