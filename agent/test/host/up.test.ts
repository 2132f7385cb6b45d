import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findBox, runDirOf } from '../../src/host/box.ts';
import { findSupervisor } from '../../src/host/supervisor-client.ts';
import { clearAway, markOwner } from '../clear-away.ts';
import { percloud } from '../command.ts';
import { freePort } from '../free-port.ts';

const statusSchema = z.object({
  running: z.boolean(),
  boxId: z.string().nullable(),
  claimed: z.boolean().nullable(),
  processes: z.array(z.object({ name: z.string(), pid: z.number().nullable() })),
});

let home: string;
let data: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'percloud-test-'));
  await chmod(home, 0o711);
  await markOwner(home);
  data = join(home, 'data');
});
afterAll(() => clearAway(home));

const type = (...args: string[]) => percloud(data, args);
const status = async () => statusSchema.parse(JSON.parse((await type('status', '--json')).stdout));
/** Asked of the supervisor itself: a command takes longer to start than a process takes to come back. */
const pidOf = async (name: string) => {
  const runDir = runDirOf({ boxId: (await findBox(data))?.boxId ?? '' });
  return (await findSupervisor({ runDir }))?.processes.find((one) => one.name === name)?.pid ?? undefined;
};

test('says that nothing runs before it is up', async () => {
  expect((await type('status')).code).toBe(3);
  expect((await type('app', 'list')).code).toBe(3);
});

test('names who holds a port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const refused = await type('up', '--detach', '--data-size', '1G', '--port', `${port}`, '--http-port', `${await freePort()}`);
  server.close();
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`Port ${port} is taken by`);
  expect(refused.stderr).toContain(`process ${process.pid}`);
  expect(refused.stderr).toContain('--port NUMBER');
});

test('names the folder that keeps Caddy and the gate from the data', async () => {
  const closed = await mkdtemp(join(tmpdir(), 'percloud-closed-'));
  const refused = await percloud(join(closed, 'data'), ['up', '--detach']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`chmod o+x ${closed}`);
  expect(await readdir(closed)).toEqual([]);
  await rm(closed, { recursive: true });
});

test('comes up and shows address and claim code', async () => {
  const { code, stdout } = await type('up', '--detach', '--port', `${await freePort()}`, '--http-port', `${await freePort()}`);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Address +https:\/\/percloud\.localhost:\d+/);
  expect(stdout).toMatch(/Claim code +\S+/);
  expect(await status()).toMatchObject({ running: true, claimed: false });
});

test('has nothing to do when nothing changed, and keeps the processes', async () => {
  const before = await status();
  const { code, stdout } = await type('up', '--detach');
  expect(code).toBe(0);
  expect(stdout.match(/^. Build .* unchanged$/gm)).toHaveLength(3);
  expect(await status()).toEqual(before);
});

test.each(['agent', 'gate', 'caddy'])('starts %s again', async (name) => {
  const pid = (await pidOf(name)) ?? 0;
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => pidOf(name).then((now) => now !== undefined && now !== pid), { timeout: 15_000, interval: 20 }).toBe(true);
  await expect.poll(async () => (await status()).running, { timeout: 15_000 }).toBe(true);
});

test('goes down and leaves nothing running', async () => {
  const { processes } = await status();
  expect((await type('down')).code).toBe(0);
  for (const { pid } of processes) await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5_000 }).toBe(false);
  expect((await type('status')).code).toBe(3);
});

test('comes up again as the same box', async () => {
  expect((await type('up', '--detach')).code).toBe(0);
  expect(await status()).toMatchObject({ running: true });
  expect((await type('down')).code).toBe(0);
});
