import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../../agent/src/host/host-config.ts';
import { AppOwner } from '../../../agent/test/apps/app-owner.ts';
import { type Installation, startInstallation } from '../../../agent/test/installation.ts';
import { temporaryDirectory } from '../../src/temporary-directory.ts';
import { SyncDevice } from './sync-device.ts';

let installation: Installation;
let owner: AppOwner;
let app: Awaited<ReturnType<AppOwner['install']>>;
let phone: SyncDevice;

beforeAll(async () => {
  installation = await startInstallation();
  owner = await AppOwner.claim(installation);
  app = await owner.install('radicale', { version: '1.0.0' });
  phone = await newDevice('phone');
});

afterAll(() => installation?.stop());

async function newDevice(device: string) {
  const { url, user, password } = await owner.person.api.call('createAppPassword', { params: owner.params(app.id), body: { device } });
  const caFile = join(paths(installation.host).ca, 'root.crt');
  return new SyncDevice(join(temporaryDirectory(), device), { url, user, password, caFile });
}

/** What a device that was never here before gets to see. */
async function seenByNewDevice(name: string) {
  const device = await newDevice(name);
  await device.sync();
  return { appointments: device.appointments('family'), contacts: device.contacts('friends') };
}

test('what one device writes, another one gets', async () => {
  phone.addCalendar('family');
  phone.addAppointment('family', 'birthday', 'Nonna’s birthday', '20261224T180000Z');
  phone.addAppointment('family', 'dentist', 'Dentist', '20261201T080000Z');
  phone.addContact('friends', 'bea', 'Bea García');
  await phone.sync();
  expect(await seenByNewDevice('laptop')).toEqual({ appointments: ['Dentist', 'Nonna’s birthday'], contacts: ['Bea García'] });
});

test('what one device deletes is gone on the other', async () => {
  phone.removeAppointment('family', 'dentist');
  await phone.sync();
  expect((await seenByNewDevice('tablet')).appointments).toEqual(['Nonna’s birthday']);
});

test('after an upgrade all is there, and devices go on', async () => {
  const { percloud, app: id } = owner.params(app.id);
  const upgrade = await installation.root.call('upgradeApp', { params: { percloud, app: id }, body: {} });
  expect(await owner.ended(upgrade)).toMatchObject({ status: 'succeeded' });
  expect(await owner.app(app.id)).toMatchObject({ version: '1.1.0', status: 'running' });
  await phone.sync();
  phone.addContact('friends', 'carlo', 'Carlo Rossi');
  await phone.sync();
  expect(await seenByNewDevice('new phone')).toEqual({ appointments: ['Nonna’s birthday'], contacts: ['Bea García', 'Carlo Rossi'] });
});

test('after going back it is as it was before the upgrade', async () => {
  const [before] = (await owner.app(app.id)).snapshots.filter(({ reason }) => reason === 'upgrade');
  const rollback = await installation.root.call('rollbackApp', { params: owner.params(app.id), body: { snapshot: before?.id ?? '' } });
  expect(await owner.ended(rollback)).toMatchObject({ status: 'succeeded' });
  expect(await owner.app(app.id)).toMatchObject({ version: '1.0.0', status: 'running' });
  expect(await seenByNewDevice('old laptop')).toEqual({ appointments: ['Nonna’s birthday'], contacts: ['Bea García'] });
});

test('a lost phone gets nothing more', async () => {
  const passwords = await owner.person.api.call('listAppPasswords', { params: owner.params(app.id) });
  const lost = passwords.find(({ device }) => device === 'phone');
  await owner.person.api.call('revokeAppPassword', { params: { ...owner.params(app.id), password: lost?.id ?? '' } });
  await expect(phone.sync()).rejects.toThrow(/401|Unauthorized/);
});

test('somebody new finds a calendar and an address book in the language chosen', async () => {
  const fresh = await owner.install('radicale', { slug: 'agenda', settings: { first_collections: 'es' } });
  await owner.open(fresh);
  const answer = await owner.person.fetch(`${fresh.url}/`, { method: 'PROPFIND', headers: { depth: '1', origin: fresh.url } });
  expect(answer.status).toBe(207);
  const home = await owner.person.fetch(`${fresh.url}/${/current-user-principal><href>\/(.*?)\//.exec(answer.text)?.[1]}/`, {
    method: 'PROPFIND',
    headers: { depth: '1', origin: fresh.url },
  });
  expect([...home.text.matchAll(/<displayname>(.*?)</g)].map((match) => match[1]).sort()).toEqual(['Calendario', 'Contactos']);
});
