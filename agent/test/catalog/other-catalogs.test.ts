import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { CatalogFile } from '@percloud/contract/catalog';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { KnownCaller } from '../../src/http/caller.ts';
import { makeRelease, newPublisher, noImage, type Publisher, publish } from './published-catalog.ts';
import { openBox, stateOf } from './test-box.ts';
import { serveDirectory } from './web-server.ts';

const home = await mkdtemp(`${tmpdir()}/percloud-others-`);
const [own, ada, bob] = [newPublisher(), newPublisher(), newPublisher()];
const [ownDirectory, adaDirectory, bobDirectory] = ['own', 'ada', 'bob'].map((name) => `${home}/${name}`) as [string, string, string];
const catalog = { address: `file://${ownDirectory}`, publicKey: own.publicKey };
const adaServer = await serveDirectory(adaDirectory);
const bobServer = await serveDirectory(bobDirectory);
const operator: KnownCaller = { kind: 'person', id: 'x'.repeat(20), name: 'grace', sessionId: '', grants: [] };
const root: KnownCaller = { kind: 'root' };
const app = (id: string, version = '1.0.0') => makeRelease(version, { web: noImage }, id);
const named = (name: string): Partial<CatalogFile> => ({ name, publisher: { name } });
const fromAda = { address: adaServer.address, publicKey: ada.publicKey };
const fromBob = { address: bobServer.address, publicKey: bob.publicKey };

beforeEach(async () => {
  adaServer.forget();
  await publish(ownDirectory, own, 1, [app('calendar')], named('Percloud'));
  await publish(adaDirectory, ada, 1, [app('notes'), app('recipes')], named('Ada'));
  await publish(bobDirectory, bob, 1, [app('radio')], named('Bob'));
});
afterAll(async () => {
  await adaServer.close();
  await bobServer.close();
  await rm(home, { recursive: true });
});

async function openRefreshed() {
  const box = await openBox(catalog);
  await box.catalog.refresh();
  return box;
}
const appsOf = ({ apps }: { apps: readonly { id: string; catalog: string }[] }) =>
  Object.fromEntries(apps.map(({ id, catalog }) => [id, catalog]));
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'no problem',
    ({ code }: { code: string }) => code,
  );

test('somebody else’s catalog is read beside the box’s own, and says who vouches', async () => {
  await using box = await openRefreshed();
  const added = await box.sources.add({ ...fromAda, address: `${adaServer.address}/` }, operator);
  expect(added).toMatchObject({ ...fromAda, name: 'Ada', publisher: { name: 'Ada' }, addedBy: 'grace', apps: 2, problem: null });
  expect(added.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/);
  expect(appsOf(stateOf(box.catalog))).toEqual({ calendar: 'own', notes: added.id, recipes: added.id });
  expect(box.said).toContain('catalog');
});

test('it is there again after a restart, though its host is not', async () => {
  await using box = await openRefreshed();
  await box.sources.add(fromAda, operator);
  adaServer.behaviour.status = 503;
  const restarted = await box.restart();
  expect(restarted.list()[1]).toMatchObject({ name: 'Ada', apps: 2, problem: { code: 'catalog-unreachable' } });
  expect(stateOf(restarted).problem).toBeNull();
  restarted.onApplicationShutdown();
});

test('it is read again: what is newer takes its place, what is older does not', async () => {
  await using box = await openRefreshed();
  await box.sources.add(fromAda, operator);
  await publish(adaDirectory, ada, 3, [app('notes', '2.0.0')], named('Ada'));
  await box.catalog.refresh();
  expect(box.catalog.getRelease('notes').manifest.version).toBe('2.0.0');
  await publish(adaDirectory, ada, 2, [app('notes', '1.0.0')], named('Ada'));
  await box.catalog.refresh();
  expect(box.catalog.getRelease('notes').manifest.version).toBe('2.0.0');
  expect(box.catalog.list()[1]).toMatchObject({ problem: { code: 'catalog-older', values: { number: 2, known: 3 } } });
});

describe('is not kept', () => {
  const attempts: Record<string, { body: { address: string; publicKey: string }; before?: () => Promise<unknown>; why: string }> = {
    'when its host does not answer': {
      body: fromAda,
      before: async () => Object.assign(adaServer.behaviour, { status: 503 }),
      why: 'catalog-unreachable',
    },
    'when there is none': { body: { ...fromAda, address: `${adaServer.address}/nothing` }, why: 'catalog-unreachable' },
    'when the key is another': { body: { ...fromAda, publicKey: bob.publicKey }, why: 'catalog-key-differs' },
    'when it is not signed': { body: fromAda, before: () => rm(`${adaDirectory}/catalog.json.sig`), why: 'catalog-unsigned' },
    'when it is for other machines': {
      body: fromAda,
      before: () => publish(adaDirectory, ada, 1, [], { architecture: process.arch === 'x64' ? 'arm64' : 'amd64' }),
      why: 'catalog-wrong-machine',
    },
    'when it is larger than others may be': {
      body: fromAda,
      before: () => writeFile(`${adaDirectory}/catalog.json`, Buffer.alloc(5 * 1024 ** 2, ' ')),
      why: 'catalog-too-large',
    },
    'when its address is plain http': { body: { ...fromAda, address: 'http://example.org/catalog' }, why: 'catalog-bad-address' },
    'when its address has a password in it': {
      body: { ...fromAda, address: 'https://me:secret@example.org/' },
      why: 'catalog-bad-address',
    },
    'when an operator names files of root’s': { body: { ...fromAda, address: `file://${adaDirectory}` }, why: 'catalog-bad-address' },
    'when it is the box’s own': { body: { ...fromAda, publicKey: own.publicKey }, why: 'catalog-known' },
  };
  test.each(Object.entries(attempts))('%s', async (_, { body, before, why }) => {
    await using box = await openRefreshed();
    await before?.();
    expect(await code(box.sources.add(body, operator))).toBe(why);
    expect(box.catalog.list()).toHaveLength(1);
    const restarted = await box.restart();
    expect(restarted.list()).toHaveLength(1);
    restarted.onApplicationShutdown();
  });
});

test('root may add a directory of the machine', async () => {
  await using box = await openRefreshed();
  expect(await box.sources.add({ ...fromAda, address: `file://${adaDirectory}` }, root)).toMatchObject({ addedBy: 'root', apps: 2 });
});

test('the same address with another key is refused: the old one stays in force', async () => {
  await using box = await openRefreshed();
  await box.sources.add(fromAda, operator);
  expect(await code(box.sources.add({ ...fromAda, publicKey: bob.publicKey }, operator))).toBe('catalog-known-by-another-key');
  await publish(adaDirectory, bob, 9, [app('notes', '9.0.0')], named('Not Ada'));
  await box.catalog.refresh();
  expect(box.catalog.list()[1]).toMatchObject({ publicKey: ada.publicKey, name: 'Ada', problem: { code: 'catalog-key-differs' } });
  expect(box.catalog.getRelease('notes').manifest.version).toBe('1.0.0');
});

test('of two catalogs with an app of one name the first has it; told where it is missing', async () => {
  await publish(adaDirectory, ada, 1, [app('calendar', '9.0.0'), app('notes')], named('Ada'));
  await publish(bobDirectory, bob, 1, [app('notes', '9.0.0'), app('radio')], named('Bob'));
  await using box = await openRefreshed();
  const first = await box.sources.add(fromAda, operator);
  const second = await box.sources.add(fromBob, operator);
  expect(first).toMatchObject({ apps: 1, refusedApps: [{ id: 'calendar', catalog: 'own' }] });
  expect(second).toMatchObject({ apps: 1, refusedApps: [{ id: 'notes', catalog: first.id }] });
  expect(appsOf(stateOf(box.catalog))).toEqual({ calendar: 'own', notes: first.id, radio: second.id });
  await box.sources.remove(first.id);
  expect(appsOf(stateOf(box.catalog))).toEqual({ calendar: 'own', notes: second.id, radio: second.id });
});

test('removed, it is gone for good, but what was accepted of it is remembered', async () => {
  await using box = await openRefreshed();
  await publish(adaDirectory, ada, 5, [app('notes')], named('Ada'));
  const { id } = await box.sources.add(fromAda, operator);
  await box.sources.remove(id);
  expect(await code(box.sources.remove(id))).toBe('catalog-not-found');
  expect(appsOf(stateOf(box.catalog))).toEqual({ calendar: 'own' });
  await publish(adaDirectory, ada, 4, [app('notes')], named('Ada'));
  expect(await code(box.sources.add(fromAda, operator))).toBe('catalog-older');
  const restarted = await box.restart();
  expect(restarted.list()).toHaveLength(1);
  restarted.onApplicationShutdown();
});

describe('an installed app', () => {
  const installed = (publisher: Publisher | null) => ({
    catalogApp: 'notes',
    publisherKey: publisher?.publicKey ?? null,
    publisherName: 'Ada',
    channel: 'stable' as const,
  });

  test('is updated by who published it, whoever offers that name now', async () => {
    await publish(adaDirectory, ada, 1, [app('notes'), app('notes', '1.1.0')], named('Ada'));
    await using box = await openRefreshed();
    await box.sources.add(fromAda, operator);
    await publish(ownDirectory, own, 2, [app('calendar'), app('notes', '7.0.0')], named('Percloud'));
    await box.catalog.refresh();
    expect(box.catalog.getRelease('notes').manifest.version).toBe('7.0.0');
    expect(box.catalog.updateFor(installed(ada), '1.0.0')?.manifest.version).toBe('1.1.0');
    expect(box.catalog.updateFor(installed(null), '1.0.0')?.manifest.version).toBe('7.0.0');
    expect(box.catalog.updateFor(installed(bob), '1.0.0')).toBeUndefined();
  });

  test('stays when its catalog is removed, without updates, and still says whose it is', async () => {
    await publish(adaDirectory, ada, 1, [app('notes', '1.1.0')], named('Ada'));
    await using box = await openRefreshed();
    const { id, fingerprint } = await box.sources.add(fromAda, operator);
    expect(box.catalog.publisherOf(installed(ada))).toEqual({ name: 'Ada', fingerprint, catalog: id });
    await box.sources.remove(id);
    expect(box.catalog.updateFor(installed(ada), '1.0.0')).toBeUndefined();
    expect(box.catalog.publisherOf(installed(ada))).toEqual({ name: 'Ada', fingerprint, catalog: null });
    expect(() => box.catalog.getAddress(ada.publicKey)).toThrow('catalog-gone');
  });
});

test('is not followed to where it sends everybody, unless that is as safe', async () => {
  await using elsewhere = await serveDirectory(bobDirectory);
  await using box = await openRefreshed();
  await box.sources.add(fromBob, operator);
  bobServer.behaviour.location = elsewhere.address;
  await publish(bobDirectory, bob, 2, [app('radio', '2.0.0')], named('Bob'));
  await box.catalog.refresh();
  expect(box.catalog.getRelease('radio').manifest.version).toBe('2.0.0');
  bobServer.behaviour.location = 'http://192.0.2.1';
  await box.catalog.refresh();
  expect(box.catalog.list()[1]).toMatchObject({ problem: { code: 'catalog-unreachable' } });
  bobServer.forget();
});

test('hostile words are words: kept as they are, never read as anything else', async () => {
  const words = '<img src=x onerror=alert(1)>\u202e"\'';
  await publish(adaDirectory, ada, 1, [app('notes')], named(words));
  await using box = await openRefreshed();
  expect(await box.sources.add(fromAda, operator)).toMatchObject({ name: words, publisher: { name: words } });
  const bytes = await readFile(`${adaDirectory}/catalog.json`, 'utf8');
  await publish(adaDirectory, ada, 2, [], { ...JSON.parse(bytes.replace('"apps":{', '"apps":{"__proto__":{"releases":[]},')), number: 2 });
  await box.catalog.refresh();
  expect(box.catalog.getRelease('notes').manifest.version).toBe('1.0.0');
});
