import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import type { Operation } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/host/run.ts';
import { AppOwner } from '../apps/app-owner.ts';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { damage, limitScrub } from './damage.ts';
import { findingsOf, noLongerTold, toldOf } from './findings-of.ts';

const megabyte = 1024 ** 2;
let box: Installation;
let owner: AppOwner;
let photo: string;

beforeAll(async () => {
  box = await startInstallation({ sizeBytes: 512 * megabyte });
  owner = await AppOwner.claim(box);
  photo = `${box.host.dataDir}/photo`;
  await writeFile(photo, randomBytes(48 * megabyte), { flush: true });
});
afterAll(() => box?.stop());

const checkDisk = () => box.root.call('scrubDisk');
const state = () => run('btrfs', ['scrub', 'status', '-R', box.host.dataDir]);
const status = async () => /^Status:\s+(\w+)$/m.exec(await state())?.[1];
const progress = async ({ id }: Operation) => (await box.root.call('getOperation', { params: { operation: id } })).progress;
const underWay = (operation: Operation) =>
  expect.poll(async () => (await progress(operation))?.doneBytes ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
async function checked(started: Promise<Operation>) {
  const { status: end, outcome } = await owner.ended(await started);
  return [end, outcome?.damagedCount];
}

test('a disk that is well is read through, and nothing is told', async () => {
  const operation = await owner.ended(await checkDisk());
  expect(operation).toMatchObject({ kind: 'box.scrub', status: 'succeeded', percloud: null });
  expect(operation.outcome?.checkedBytes).toBeGreaterThan(48 * megabyte);
  expect(await findingsOf(owner.person.api)).toEqual([]);
});

test('the command line shows it to its end', async () => {
  const { code, stdout } = await percloud(box.host.dataDir, ['box', 'check-disk']);
  expect([code, stdout]).toEqual([0, expect.stringContaining('Check the disk')]);
  expect((await percloud(box.host.dataDir, ['findings'])).stdout).toBe('All is well.\n');
});

test('a byte that changed on the disk is noticed when its file is read, and counted by the button', async () => {
  await damage(box.host, photo);
  await expect(readFile(photo)).rejects.toThrow('EIO');
  const finding = await toldOf(owner.person.api, 'disk-errors');
  expect(finding).toMatchObject({ case: 'met', severity: 'bad', percloud: null, remedies: [{ name: 'check-disk', kind: 'box.scrub' }] });
  const params = { finding: 'disk-errors', remedy: 'check-disk' } as const;
  expect(await checked(owner.person.api.call('applyRemedy', { params }))).toEqual(['succeeded', 1]);
  await expect.poll(async () => (await toldOf(box.root, 'disk-errors')).case, { timeout: 60_000 }).toBe('damaged');
  expect((await toldOf(box.root, 'disk-errors')).values).toEqual({ count: 1 });
});

test('what is damaged stays so, and is told, until it is gone and the disk was checked again', async () => {
  expect(await checked(checkDisk())).toEqual(['succeeded', 1]);
  await rm(photo);
  await run('btrfs', ['filesystem', 'sync', box.host.dataDir]);
  expect(await checked(checkDisk())).toEqual(['succeeded', 0]);
  await noLongerTold(box.root, 'disk-errors');
  expect((await percloud(box.host.dataDir, ['findings'])).stdout).toMatch(
    /^All is well\.\nOver since .+: The disk gives back .+ \(damaged\)\n$/,
  );
});

test('a check shows how far it is, and goes on after the agent was killed', async () => {
  await writeFile(photo, randomBytes(48 * megabyte), { flush: true });
  await limitScrub(box.host, 4 * megabyte);
  const started = await checkDisk();
  await underWay(started);
  expect((await progress(started))?.totalBytes).toBeGreaterThan(48 * megabyte);
  await expect(checkDisk()).rejects.toMatchObject({ problem: { code: 'busy' } });
  await box.restartAgent();
  await underWay(started);
  await limitScrub(box.host, 0);
  expect((await owner.ended(started)).status).toBe('succeeded');
  expect(await status()).toBe('finished');
});

test('a machine that stops in the middle goes on from there', async () => {
  await limitScrub(box.host, 4 * megabyte);
  const started = await checkDisk();
  // Stopped within its first milliseconds it would have left no trace, and begin anew.
  await underWay(started);
  await box.agent.kill('SIGKILL');
  // What a power cut takes along as well.
  await run('pkill', ['--full', `^btrfs scrub start -B ${box.host.dataDir}$`]);
  await expect.poll(status, { timeout: 30_000 }).toBe('interrupted');
  await limitScrub(box.host, 0);
  await box.startAgent();
  expect((await owner.ended(started)).status).toBe('succeeded');
  expect(await state()).toMatch(/^Scrub resumed:/m);
  expect(await status()).toBe('finished');
});

test('a check that is cancelled stops reading', async () => {
  await limitScrub(box.host, 4 * megabyte);
  const started = await checkDisk();
  await expect.poll(status, { timeout: 30_000 }).toBe('running');
  await box.root.call('cancelOperation', { params: { operation: started.id } });
  expect((await owner.ended(started)).status).toBe('cancelled');
  expect(await status()).toBe('aborted');
  await limitScrub(box.host, 0);
  // The next one begins anew.
  expect(await checked(checkDisk())).toEqual(['succeeded', 0]);
  expect(await state()).toMatch(/^Scrub started:/m);
});

test('when its week is over the box checks its disk by itself', async () => {
  const before = await box.root.call('listOperations', { query: {} });
  await box.restartAgent({
    LD_PRELOAD: `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`,
    ...{ FAKETIME: '+9d', FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
  });
  const begun = async () => (await box.root.call('listOperations', { query: {} })).filter(({ id }) => !before.some((one) => one.id === id));
  const startedBy = { name: 'Percloud', person: null };
  await expect.poll(begun, { timeout: 90_000, interval: 500 }).toContainEqual(expect.objectContaining({ kind: 'box.scrub', startedBy }));
  // What still reads can't be unmounted.
  for (const operation of await begun()) await owner.ended(operation);
});
