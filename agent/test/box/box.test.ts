import { randomBytes } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Box, boxEventSchemas, boxSchema, type Sample } from '@percloud/contract/box';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootDir } from '../../src/host/root-dir.ts';
import { percloud } from '../command.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { listen, until } from '../people/listen.ts';
import { Rows } from '../people/rows.ts';

let box: Installation;
let rows: Rows;
let operator: string;

beforeAll(async () => {
  box = await startInstallation();
  rows = new Rows(box.host);
  operator = rows.addPerson('olga', [{ role: 'operator' }]);
});
afterAll(async () => {
  rows?.close();
  await box?.stop();
});

const watch = () => {
  const person = rows.addSession(operator);
  const stream = listen<unknown>(box.host, '/api/box/events', person);
  const all = (name: string) => stream.told.filter((each) => each.name === name).map(({ data }) => data);
  return { ...stream, samples: () => all('sample').map((data): Sample => boxEventSchemas.sample.parse(data)), all };
};

test('the machine this runs on', async () => {
  const machine: Box = await box.root.call('getBox');
  expect(machine).toMatchObject({ hostname: hostname(), kind: 'machine', architecture: process.arch });
  expect(machine.processor.cores).toBeGreaterThan(0);
  expect(Date.parse(machine.startedAt)).toBeLessThan(Date.now() - process.uptime() * 1000);
  expect(Object.keys(machine.versions)).toEqual(expect.arrayContaining(['percloud', 'linux', 'docker', 'caddy', 'node']));
  const holds = (what: 'data' | 'system') => machine.disks.filter((disk) => disk.holds.includes(what));
  expect(holds('data')).toHaveLength(1);
  for (const { sizeBytes, usedBytes, freeBytes } of machine.disks)
    expect((usedBytes ?? 0) + (freeBytes ?? 0)).toBeLessThanOrEqual(sizeBytes);
});

test('root reads the same in a terminal', async () => {
  const { stdout } = await percloud(box.host.dataDir, ['box']);
  expect(stdout).toMatch(/^DISK +KIND/m);
  expect(stdout).toContain(hostname());
  boxSchema.parse(JSON.parse((await percloud(box.host.dataDir, ['box', '--json'])).stdout));
});

test('tells the machine and its past once, then looks again and again', async () => {
  const panel = watch();
  await until(() => panel.samples().length > 1, 'two looks');
  expect(panel.told.slice(0, 2).map(({ name }) => name)).toEqual(['box', 'history']);
  boxSchema.parse(panel.told[0]?.data);
  const past = boxEventSchemas.history.parse(panel.told[1]?.data);
  const times = [...past, ...panel.samples()].map(({ at }) => at);
  expect([...new Set(times)].sort()).toEqual([...new Set(times)]);
  panel.close();

  // Who comes later is told what the one before has seen.
  const later = watch();
  await until(() => later.told.length > 1, 'a past');
  const known = boxEventSchemas.history.parse(later.told[1]?.data).map(({ at }) => at);
  expect(known).toEqual(expect.arrayContaining(times.slice(0, -1)));
  later.close();
});

test('work for the processor shows', async () => {
  const panel = watch();
  await until(() => panel.samples().length > 0, 'a look');
  const busy = new Worker('for (;;);', { eval: true });
  const { processor } = await box.root.call('getBox');
  // One thread keeps one core busy.
  await until(
    () =>
      panel
        .samples()
        .slice(-2)
        .every((sample) => sample.processor > 0.8 / processor.cores),
    'a busy core',
  );
  await busy.terminate();
  panel.close();
});

test('what is written to the disk shows', async () => {
  const directory = await mkdtemp(join(rootDir, '.cache/box-'));
  const panel = watch();
  await until(() => panel.samples().length > 0, 'a look');
  const seen = panel.samples().length;
  const size = 64 * 1024 ** 2;
  const file = await open(join(directory, 'file'), 'w');
  await file.write(randomBytes(size));
  await file.sync();
  await file.close();
  // All of it, in one look or two: rates are per second, and a look is two of them.
  const written = () =>
    panel
      .samples()
      .slice(seen)
      .reduce((sum, { writeBytesPerSecond }) => sum + writeBytesPerSecond * 2, 0);
  await until(() => written() > size * 0.8, 'the write');
  panel.close();
  await rm(directory, { recursive: true });
});

test('a stream ends with its session, and none opens without', async () => {
  const person = await box.claim('ada');
  const cookie = person.cookies.get(box.host.hostname)?.get('__Host-percloud') ?? '';
  const stream = listen<unknown>(box.host, '/api/box/events', cookie);
  await until(() => stream.told.length > 1, 'a past');
  await person.api.call('signOut');
  await stream.ended;
  const told = stream.told.length;

  const again = listen<unknown>(box.host, '/api/box/events', cookie);
  await again.ended;
  expect(again.told).toEqual([]);
  expect(stream.told).toHaveLength(told);
});

test('a member is not shown the machine', async () => {
  const member = rows.addSession(rows.addPerson('mia', [{ role: 'member', percloud: rows.addPercloud('mia') }]));
  const stream = listen<unknown>(box.host, '/api/box/events', member);
  await stream.ended;
  expect(stream.told).toEqual([]);
});
