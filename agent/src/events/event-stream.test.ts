import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventOf, eventSchemas } from '@percloud/contract/events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventStream } from './event-stream.ts';

const dir = mkdtempSync(join(tmpdir(), 'events-'));
const socketPath = join(dir, 'socket');
const server = createServer();
const catalog: EventOf<'catalog'> = { name: '', number: 0, publishedAt: null, reachedAt: null, problem: null, catalogs: [] };
const room: EventOf<'room'> = { totalBytes: 0, freeBytes: 0, measuredAt: new Date().toISOString(), apps: [], otherBytes: 0 };
const state: EventOf<'state'> = { apps: [], operations: [], catalog, findings: [], solved: [], room };

beforeAll(() => new Promise<void>((resolve) => server.listen(socketPath, resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});

/** Both ends of a connection nobody reads from yet. */
async function connect() {
  const response = new Promise<ServerResponse>((resolve) => server.once('request', (_, each) => resolve(each)));
  const received = new Promise<AsyncIterable<Buffer>>((resolve) => get({ socketPath }, resolve).on('error', () => undefined));
  return { response: await response, received };
}

test('what was offered before the state follows it', async () => {
  const { response, received } = await connect();
  const stream = new EventStream(eventSchemas, response);
  stream.offer('catalog', 'catalog', catalog);
  stream.begin({ state });
  stream.end();
  expect((await read(await received)).map(({ name }) => name)).toEqual(['state', 'catalog']);
});

test('keeps only the newest of each thing for a slow reader', async () => {
  const { response, received } = await connect();
  const stream = new EventStream(eventSchemas, response);
  stream.begin({ state });
  const long = 'x'.repeat(10_000);
  for (let number = 1; number <= 2_000; number += 1) stream.offer('catalog', 'catalog', { ...catalog, number, name: long });
  expect(response.writableLength).toBeLessThan(100_000);
  response.once('drain', () => stream.end());
  const told = await read(await received);
  expect(told.length).toBeLessThan(200);
  expect(told.at(-1)?.data).toMatchObject({ number: 2_000 });
});

test('a reader that is gone is no error', async () => {
  const { response } = await connect();
  const stream = new EventStream(eventSchemas, response);
  stream.begin({ state });
  response.destroy();
  stream.offer('catalog', 'catalog', catalog);
  stream.end();
});

async function read(pieces: AsyncIterable<Buffer>) {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  const blocks = Buffer.concat(all).toString().split('\n\n').filter(Boolean);
  return blocks.map((block) => {
    const [, name, data = ''] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
    const parsed: unknown = JSON.parse(data);
    return { name, data: parsed };
  });
}
