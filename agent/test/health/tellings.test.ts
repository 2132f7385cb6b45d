import { setTimeout as sleep } from 'node:timers/promises';
import { isOver } from '@percloud/contract/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Installation, startInstallation } from '../installation.ts';
import { Ballast } from './ballast.ts';
import { noLongerTold, toldOf } from './findings-of.ts';

const megabyte = 1024 ** 2;
const id = 'disk-filling';
let box: Installation;
let ballast: Ballast;

beforeAll(async () => {
  box = await startInstallation({ sizeBytes: 512 * megabyte });
  ballast = new Ballast(box);
  await untilSettled();
});
afterAll(() => box?.stop());

/** A box that has just started still takes room: its reserve, its database. */
async function untilSettled() {
  let before = Number.NaN;
  for (let calm = 0; calm < 4; ) {
    const { freeBytes } = await box.root.call('getRoom');
    calm = freeBytes === before ? calm + 1 : 0;
    before = freeBytes;
    await sleep(1_000);
  }
}

const severityBecomes = (severity: string) =>
  expect.poll(async () => (await toldOf(box.root, id)).severity, { timeout: 60_000, interval: 500 }).toBe(severity);

const lineSchema = z.object({ msg: z.literal('a finding was told'), finding: z.literal(id), telling: z.string() });
/** What was said of the disk, in order. */
async function said() {
  const lines = (await box.agent.log()).split('\n').filter((line) => line.includes('a finding was told'));
  return lines.flatMap((line) => lineSchema.safeParse(JSON.parse(line)).data?.telling ?? []);
}

test('a finding is said once, once more when it gets worse, and not when it goes to and fro', async () => {
  await ballast.leaveFree(45);
  await severityBecomes('notice');
  await ballast.leaveFree(20);
  await severityBecomes('bad');
  await ballast.leaveFree(45);
  await severityBecomes('notice');
  await ballast.leaveFree(20);
  await severityBecomes('bad');
  expect(await said()).toEqual(['new', 'worse']);
});

test('a restart says nothing of it again', async () => {
  await box.restartAgent();
  await severityBecomes('bad');
  expect(await said()).toEqual(['new', 'worse']);
  expect(await box.root.call('listSolvedFindings')).toEqual([]);
});

test('what is over is said to be, and shown for a while', async () => {
  await ballast.remove();
  await noLongerTold(box.root, id);
  expect(await said()).toEqual(['new', 'worse', 'solved']);
  const solved = await box.root.call('listSolvedFindings');
  expect(solved).toMatchObject([{ id, check: id, severity: 'bad', percloud: null }]);
  await ballast.leaveFree(20);
  await toldOf(box.root, id);
  expect(await box.root.call('listSolvedFindings')).toEqual([]);
  expect(await said()).toEqual(['new', 'worse', 'solved', 'new']);
});

test('a box whose disk stays so makes room by itself', async () => {
  await box.restartAgent({
    LD_PRELOAD: `/usr/lib/${process.arch === 'x64' ? 'x86_64' : 'aarch64'}-linux-gnu/faketime/libfaketime.so.1`,
    ...{ FAKETIME: '+1h', FAKETIME_DONT_FAKE_MONOTONIC: '1', NO_FAKE_STAT: '1' },
  });
  const newest = async () => (await box.root.call('listOperations', { query: {} }))[0];
  await expect.poll(async () => (await newest())?.kind, { timeout: 90_000, interval: 500 }).toBe('box.make-room');
  const operation = await newest();
  expect(operation?.startedBy).toEqual({ name: 'Percloud', person: null });
  const status = async () => (await box.root.call('getOperation', { params: { operation: operation?.id ?? '' } })).status;
  await expect.poll(async () => isOver(await status()), { timeout: 120_000, interval: 500 }).toBe(true);
});
