import type { Release } from '@percloud/contract/catalog';
import type { CatalogSource } from '@percloud/contract/catalogs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppOwner } from '../apps/app-owner.ts';
import { ProbeCatalog, removeImagesOf } from '../disturbances/probe-catalog.ts';
import { type Installation, startInstallation } from '../installation.ts';

let [own, other]: ProbeCatalog[] = [];
let box: Installation;
let owner: AppOwner;
let source: CatalogSource;
let radio: string;
let first: Release;

/** A probe under another name, as somebody else would publish it. */
const asRadio =
  (version: string) =>
  (probe: Release): Release => ({ ...probe, manifest: { ...probe.manifest, id: 'radio', slug: 'radio', version } });

async function publishRadio(catalog: ProbeCatalog, releases: Release[], version: string) {
  const { release } = await catalog.makeRelease('1.0.0', asRadio(version));
  await catalog.publish([...releases, release], { publisher: { name: 'Bob' } });
  return release;
}
const refresh = () => box.root.call('refreshCatalog');
const updateOf = async () => (await owner.app(radio)).update?.version;

beforeAll(async () => {
  [own, other] = [await ProbeCatalog.serve(), await ProbeCatalog.serve()];
  await own.publish([]);
  first = await publishRadio(other, [], '1.0.0');
  box = await startInstallation({ catalog: own.catalog });
  owner = await AppOwner.claim(box);
});
afterAll(async () => {
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await own?.close();
  await other?.close();
});

test('the operator adds a catalog; its app is installed only by who says whose it is', async () => {
  if (!other) throw new Error('nothing is published');
  source = await owner.person.api.call('addCatalog', { body: other.catalog });
  const state = await owner.person.api.call('getCatalog');
  expect(state.apps).toMatchObject([{ id: 'radio', catalog: source.id }]);
  await expect(owner.install('radio')).rejects.toMatchObject({ problem: { code: 'publisher-differs', values: { publisher: 'Bob' } } });
  await expect(owner.install('radio', { publisher: own?.catalog.publicKey })).rejects.toMatchObject({
    problem: { code: 'publisher-differs' },
  });
  const app = await owner.install('radio', { publisher: source.publicKey });
  radio = app.id;
  expect(app).toMatchObject({ status: 'running', publisher: { name: 'Bob', fingerprint: source.fingerprint, catalog: source.id } });
});

test('what is here already is not counted again', async () => {
  const [entry] = (await owner.person.api.call('getCatalog')).apps;
  expect(entry?.sizeBytes).toBeGreaterThan(2_000_000);
  expect(entry?.missingBytes).toBe(0);
});

test('an update comes from its publisher, not from who offers that name now', async () => {
  if (!own || !other) throw new Error('nothing is published');
  await publishRadio(own, [], '9.0.0');
  await refresh();
  expect((await owner.person.api.call('getCatalog')).apps).toMatchObject([{ id: 'radio', catalog: 'own', version: '9.0.0' }]);
  expect(await updateOf()).toBeUndefined();
  await publishRadio(other, [first], '1.1.0');
  await refresh();
  expect(await updateOf()).toBe('1.1.0');
  const params = owner.params(radio);
  await expect(box.root.call('upgradeApp', { params, body: { version: '9.0.0' } })).rejects.toMatchObject({
    problem: { code: 'release-not-found' },
  });
  expect(await owner.ended(await box.root.call('upgradeApp', { params, body: {} }))).toMatchObject({ status: 'succeeded' });
  expect(await owner.app(radio)).toMatchObject({ version: '1.1.0', publisher: { name: 'Bob' } });
});

test('who follows beta is offered it, and nothing older after leaving it', async () => {
  if (!other) throw new Error('nothing is published');
  const beta = await publishRadio(other, [first], '2.0.0-beta.1');
  await refresh();
  const params = owner.params(radio);
  expect(await updateOf()).toBeUndefined();
  expect(await owner.person.api.call('setAppChannel', { params, body: { channel: 'beta' } })).toMatchObject({
    channel: 'beta',
    update: { version: '2.0.0-beta.1' },
  });
  expect(await owner.ended(await box.root.call('upgradeApp', { params, body: {} }))).toMatchObject({ status: 'succeeded' });
  const left = await owner.person.api.call('setAppChannel', { params, body: { channel: 'stable' } });
  expect(left).toMatchObject({ version: '2.0.0-beta.1', channel: 'stable', update: null });
  await publishRadio(other, [first, beta], '2.0.0');
  await refresh();
  expect(await updateOf()).toBe('2.0.0');
  expect(await owner.person.api.call('listAppReleases', { params })).toMatchObject([{ version: '2.0.0', widens: [], narrows: [] }]);
});

test('its catalog removed, it stays, runs, says what is inside, and waits for no update', async () => {
  await owner.person.api.call('removeCatalog', { params: { catalog: source.id } });
  expect(await owner.app(radio)).toMatchObject({ status: 'running', update: null, publisher: { name: 'Bob', catalog: null } });
  await other?.server.close();
  const [inside] = await owner.person.api.call('listAppPackages', { params: owner.params(radio) });
  expect(inside?.packages.map(({ name }) => name)).toContain('libc6');
  const params = owner.params(radio);
  expect(await owner.ended(await box.root.call('restartApp', { params }))).toMatchObject({ status: 'succeeded' });
});
