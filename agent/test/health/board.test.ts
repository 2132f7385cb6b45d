import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostFileOf } from '../../src/host/box.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { noLongerTold, toldOf } from './findings-of.ts';

let box: Installation;
let home: string;
const say = (flags: string) => writeFile(join(home, 'throttled'), `${flags}\n`);

/** This machine, as if its firmware knew of its power. */
beforeAll(async () => {
  box = await startInstallation();
  home = await mkdtemp(join(tmpdir(), 'percloud-boards-'));
  await cp(box.host.boardsDir, join(home, 'boards'), { recursive: true });
  const file = join(home, `boards/${process.arch === 'x64' ? 'x86-64' : 'generic-arm64'}.yaml`);
  await writeFile(file, `${await readFile(file, 'utf8')}\npower: { supplyWatts: 15, throttling: ${home}/throttled }\n`);
  await say('0x0');
  await writeFile(hostFileOf(box.host), JSON.stringify({ ...box.host, boardsDir: join(home, 'boards') }));
  await box.restartAgent();
});
afterAll(async () => {
  await box?.stop();
  await rm(home, { recursive: true, force: true });
});

test('a power supply that is too weak is told while it is, and then that it was', async () => {
  await say('0x50005');
  const told = await toldOf(box.root, 'undervoltage');
  expect(told).toMatchObject({ case: 'now', severity: 'bad', values: { watts: 15 }, remedies: [] });
  await say('0x50000');
  // An agent that was not there when it happened.
  await box.restartAgent();
  await expect.poll(async () => (await toldOf(box.root, 'undervoltage')).case, { timeout: 60_000 }).toBe('since-start');
  expect((await toldOf(box.root, 'undervoltage')).since).toBe(told.since);
});

test('a board that was switched off and on says no more of it', async () => {
  await say('0x0');
  await noLongerTold(box.root, 'undervoltage');
});
