import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppDetail } from '@percloud/contract/apps';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused } from '../../src/cli/client.ts';
import { paths } from '../../src/host/host-config.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { mess, world } from '../apps/world.ts';
import { noLongerTold, toldOf } from '../health/findings-of.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { asCaddy } from '../people/as-caddy.ts';
import { Rows } from '../people/rows.ts';
import { ProbeCatalog, removeImagesOf } from './probe-catalog.ts';

const password = 'correct horse battery';
let published: ProbeCatalog;
let box: Installation;
let owner: AppOwner;
let rows: Rows;
let greedy: AppDetail;
let modest: AppDetail;
let binned: AppDetail;
/** A session of somebody else's. */
let member: string;

beforeAll(async () => {
  published = await ProbeCatalog.serve();
  const [old, newer] = [await published.makeRelease('1.0.0'), await published.makeRelease('1.1.0')];
  await published.publish([old.release, newer.release]);
  box = await startInstallation({ sizeBytes: 512 * 1024 ** 2, catalog: published.catalog });
  owner = await AppOwner.claim(box);
  rows = new Rows(box.host);
  await box.root.call('refreshCatalog');
  [greedy, modest, binned] = await Promise.all([
    owner.install('probe', { slug: 'greedy', version: '1.0.0' }),
    owner.install('probe', { slug: 'modest', version: '1.0.0' }),
    owner.install('probe', { slug: 'binned', version: '1.0.0' }),
  ]);
  for (const app of [greedy, modest]) {
    await owner.open(app);
    expect(await owner.write(app, 'before the disk was full')).toBe(true);
  }
  await finish(box.root.call('removeApp', { params: owner.params(binned.id) }));
  member = rows.addSession(rows.addPerson('ben', [{ role: 'member', percloud: owner.percloud }]));
  await leaveDownload();
  await fill();
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
  if (box) await removeImagesOf(box.host);
  await published?.close();
});

const ballast = () => `${box.host.dataDir}/ballast`;

/** What was fetched of an image when its installation was cancelled. */
async function leaveDownload() {
  const { blobs } = paths(box.host);
  await mkdir(blobs, { recursive: true });
  await writeFile(`${blobs}/${'d'.repeat(64)}.partial`, randomBytes(128 * 1024 ** 2));
}

/** The app takes all it can get, and somebody else the rest, down to the last block. */
async function fill() {
  let status = 201;
  while (status === 201) status = (await owner.person.fetch(`${greedy.url}/fill?megabytes=16`, { method: 'POST' })).status;
  expect(status).toBe(507);
  const file = await open(ballast(), 'a');
  for (const blockBytes of [1024 ** 2, 64 * 1024, 4096]) {
    while (
      await file.write(Buffer.alloc(blockBytes, 'x')).then(
        () =>
          file.datasync().then(
            () => true,
            () => false,
          ),
        () => false,
      )
    );
  }
  await file.close();
}

async function finish(started: Promise<Operation>) {
  const { status, problem } = await owner.ended(await started);
  return [status, problem?.code];
}

/** As somebody would who is told that the disk is full: once more. */
async function insist<T>(attempt: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    if (tries === 1 || !(error instanceof Refused) || error.problem.code !== 'disk-full') throw error;
    await sleep(1_000);
    return insist(attempt, tries - 1);
  }
}

/** Refused at once, or failed and undone. */
const outcome = (started: Promise<Operation>) =>
  finish(started).catch((error: unknown) => {
    if (error instanceof Refused) return ['failed', error.problem.code];
    throw error;
  });

test('installing and upgrading fail for want of room, and are undone', async () => {
  const before = await world(box.host);
  const { percloud } = owner;
  expect(await outcome(box.root.call('installApp', { params: { percloud }, body: { catalogApp: 'probe', slug: 'late' } }))).toEqual([
    'failed',
    'disk-full',
  ]);
  const params = owner.params(modest.id);
  expect(await outcome(box.root.call('upgradeApp', { params, body: { version: '1.1.0' } }))).toEqual(['failed', 'disk-full']);
  expect(await world(box.host)).toEqual(before);
  expect(await owner.read(modest)).toEqual(['before the disk was full']);
});

test('is told, to everybody who uses the box', async () => {
  expect(await toldOf(owner.person.api, 'disk-filling')).toMatchObject({
    case: 'full',
    severity: 'bad',
    remedies: [{ name: 'make-room' }],
  });
  const { text } = await asCaddy(box.host, { method: 'GET', path: '/findings', token: member });
  expect(JSON.parse(text)).toContainEqual(expect.objectContaining({ id: 'disk-filling', case: 'full', remedies: [] }));
});

test('who comes to make room gets in', async () => {
  const helper = box.visitor();
  await insist(() => helper.api.call('signIn', { body: { name: 'ada', password } }));
  expect((await helper.api.call('getMe')).name).toBe('ada');
  const page = await helper.fetch(`${modest.url}/version`, { headers: { accept: 'text/html' }, redirects: 5 });
  expect(page.status).toBe(200);
});

test('an agent that is started again is there', async () => {
  await box.restartAgent();
  expect((await owner.apps()).map(({ slug }) => slug).sort()).toEqual(['greedy', 'modest']);
});

test('apps are stopped and started, and the bin is emptied', async () => {
  const { root } = box;
  const params = owner.params(modest.id);
  expect(await insist(() => finish(root.call('stopApp', { params })))).toEqual(['succeeded', undefined]);
  expect(await finish(root.call('startApp', { params }))).toEqual(['succeeded', undefined]);
  expect(await finish(root.call('deleteApp', { params: owner.params(binned.id), body: { confirm: 'binned' } }))).toEqual([
    'succeeded',
    undefined,
  ]);
});

test('room is made by the button, and says how much', async () => {
  const making = await insist(() => owner.person.api.call('applyRemedy', { params: { finding: 'disk-filling', remedy: 'make-room' } }));
  const made = await owner.ended(making);
  expect([made.kind, made.status]).toEqual(['box.make-room', 'succeeded']);
  expect(made.outcome?.freedBytes).toBeGreaterThan(100_000_000);
  await noLongerTold(owner.person.api, 'disk-filling');
});

test('the app that took all the room is removed and deleted, and then all is well', async () => {
  const { root, host } = box;
  const params = owner.params(greedy.id);
  expect(await finish(root.call('removeApp', { params }))).toEqual(['succeeded', undefined]);
  expect(await finish(root.call('deleteApp', { params, body: { confirm: 'greedy' } }))).toEqual(['succeeded', undefined]);
  await rm(ballast());
  expect(await owner.write(modest, 'after')).toBe(true);
  expect(await finish(root.call('upgradeApp', { params: owner.params(modest.id), body: { version: '1.1.0' } }))).toEqual([
    'succeeded',
    undefined,
  ]);
  expect(await owner.read(modest)).toEqual(['before the disk was full', 'after']);
  await owner.install('probe', { slug: 'late' });
  expect(mess(await world(host), host)).toEqual([]);
});
