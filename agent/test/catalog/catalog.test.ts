import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { architecture } from '../../src/catalog/verify-catalog.ts';
import { makeRelease, newPublisher, noImage, publish } from './published-catalog.ts';
import { openBox, stateOf } from './test-box.ts';
import { serveDirectory } from './web-server.ts';

const publisher = newPublisher();
const release = (version: string) => makeRelease(version, { web: noImage });
const directory = await mkdtemp(`${tmpdir()}/percloud-published-`);
const catalog = { address: `file://${directory}`, publicKey: publisher.publicKey };

beforeEach(() => publish(directory, publisher, 5, [release('1.0.0'), release('1.1.0')]));
afterAll(() => rm(directory, { recursive: true }));

test('reads a catalog from a directory and says so once', async () => {
  await using box = await openBox(catalog);
  await box.catalog.refresh();
  await box.catalog.refresh();
  expect(stateOf(box.catalog)).toMatchObject({ name: 'Tests', number: 5, problem: null, apps: [{ id: 'sample', version: '1.1.0' }] });
  expect(box.said).toEqual(['catalog']);
});

test('reads a catalog from a web address', async () => {
  await using server = await serveDirectory(directory);
  await using box = await openBox({ ...catalog, address: server.address });
  await box.catalog.refresh();
  expect(stateOf(box.catalog)).toMatchObject({ number: 5, problem: null });
});

test('takes a newer one, and remembers the number over a restart', async () => {
  await using box = await openBox(catalog);
  await box.catalog.refresh();
  await publish(directory, publisher, 6, [release('2.0.0')]);
  await box.catalog.refresh();
  expect(stateOf(box.catalog)).toMatchObject({ number: 6, apps: [{ version: '2.0.0' }] });
  await publish(directory, publisher, 5, [release('1.0.0')]);
  const restarted = await box.restart();
  expect(stateOf(restarted)).toMatchObject({
    number: 6,
    problem: 'The catalog is number 5, and this box already knows number 6.',
  });
  restarted.onApplicationShutdown();
});

const attacks: Record<string, { spoil(): Promise<unknown>; reason: string }> = {
  'is not signed': { spoil: () => rm(`${directory}/catalog.json.sig`), reason: 'The catalog is not signed.' },
  'has an empty signature': { spoil: () => writeFile(`${directory}/catalog.json.sig`, '\n'), reason: 'The catalog is not signed.' },
  'has rubbish for a signature': {
    spoil: () => writeFile(`${directory}/catalog.json.sig`, 'rubbish'),
    reason: 'The catalog is not signed with the key this box knows.',
  },
  'was altered': {
    spoil: async () => {
      const bytes = await readFile(`${directory}/catalog.json`, 'utf8');
      await writeFile(`${directory}/catalog.json`, bytes.replace('"number":5', '"number":6'));
    },
    reason: 'The catalog is not signed with the key this box knows.',
  },
  'is signed by somebody else': {
    spoil: () => publish(directory, newPublisher(), 6, [release('9.0.0')]),
    reason: 'The catalog is not signed with the key this box knows.',
  },
  'is older': {
    spoil: () => publish(directory, publisher, 4, [release('0.9.0')]),
    reason: 'The catalog is number 4, and this box already knows number 5.',
  },
  'has the same number and says something else': {
    spoil: () => publish(directory, publisher, 5, [release('1.0.0')]),
    reason: 'There are two different catalogs with number 5.',
  },
  'is for other machines': {
    spoil: () => publish(directory, publisher, 6, [release('2.0.0')], { architecture: process.arch === 'x64' ? 'arm64' : 'amd64' }),
    reason: `this one is ${architecture()}.`,
  },
  'has an app under another app’s name': {
    spoil: () => publish(directory, publisher, 6, [], { apps: { other: { releases: [release('1.0.0')] } } }),
    reason: 'This box does not understand the catalog.',
  },
  'is of a later format': {
    spoil: () => publish(directory, publisher, 6, [], { ...JSON.parse('{"format":2}') }),
    reason: 'This box does not understand the catalog.',
  },
  'is enormous': { spoil: () => writeFile(`${directory}/catalog.json`, Buffer.alloc(17 * 1024 ** 2)), reason: 'The catalog is too large.' },
};

describe('refuses a catalog and keeps the one it has when it', () => {
  test.each(Object.entries(attacks))('%s', async (_, { spoil, reason }) => {
    await using box = await openBox(catalog);
    await box.catalog.refresh();
    await spoil();
    await box.catalog.refresh();
    const state = stateOf(box.catalog);
    expect(state.problem).toContain(reason);
    expect(state).toMatchObject({ number: 5, apps: [{ version: '1.1.0' }] });
    expect(box.said).toEqual(['catalog', 'catalog']);
  });
});

test('accepts nothing unsigned even when it knows nothing yet', async () => {
  await rm(`${directory}/catalog.json.sig`);
  await using box = await openBox(catalog);
  await box.catalog.refresh();
  expect(stateOf(box.catalog)).toMatchObject({ number: 0, apps: [], reachedAt: null });
});

test('an unreachable catalog hides nothing, not even after a restart', async () => {
  const server = await serveDirectory(directory);
  await using box = await openBox({ ...catalog, address: server.address });
  await box.catalog.refresh();
  const { reachedAt } = stateOf(box.catalog);
  await server.close();
  const restarted = await box.restart();
  expect(stateOf(restarted)).toMatchObject({
    number: 5,
    reachedAt,
    problem: 'The catalog can’t be reached.',
    apps: [{ version: '1.1.0' }],
  });
  restarted.onApplicationShutdown();
});

test('what is kept is verified again: another publisher’s catalog does not stay', async () => {
  await using box = await openBox(catalog);
  await box.catalog.refresh();
  const other = newPublisher();
  await using moved = await openBox({ address: 'file:///nowhere', publicKey: other.publicKey });
  await cp(`${box.host.dataDir}/catalogs`, `${moved.host.dataDir}/catalogs`, { recursive: true });
  await moved.catalog.onModuleInit();
  await moved.catalog.refresh();
  expect(stateOf(moved.catalog)).toMatchObject({ number: 0, apps: [] });
});

test.each(['http://example.org/catalog', 'http://127.0.0.1.example.org', 'ftp://127.0.0.1/x', 'nonsense'])(
  'does not go to %s',
  async (address) => {
    await using box = await openBox({ ...catalog, address });
    await box.catalog.refresh();
    expect(stateOf(box.catalog).problem).toContain('is not the address of a catalog');
  },
);
