import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { answersHttp } from './health.ts';

let server: Server;
afterEach(() => server.close());

async function ask(listener: RequestListener, timeoutMs = 5_000) {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return answersHttp('127.0.0.1', typeof address === 'object' ? (address?.port ?? 0) : 0, '/', timeoutMs);
}

test('is well below 400, ill from there on', async () => {
  expect(await ask((_, response) => response.writeHead(302).end())).toBe(true);
  expect(await ask((_, response) => response.writeHead(404).end())).toBe(false);
});

test('listens no longer to an answer that has no end', async () => {
  let left = false;
  const pour = () => new Promise<boolean>((resolve) => setImmediate(() => resolve(left)));
  const well = await ask((_, response) => {
    response.on('close', () => {
      left = true;
    });
    response.writeHead(200);
    void (async () => {
      while (!(await pour())) response.write('x'.repeat(1_000));
    })();
  });
  expect(well).toBe(true);
  await expect.poll(() => left, { timeout: 10_000 }).toBe(true);
});

test('waits no longer for an answer that comes byte by byte', async () => {
  const begin = performance.now();
  const well = await ask((request) => {
    const { socket } = request;
    socket.on('error', () => {});
    void (async () => {
      for (const letter of 'HTTP/1.1 200 OK\r\nX-Slow: very very slow\r\n') {
        socket.write(letter);
        await sleep(100);
      }
    })();
  }, 300);
  expect(well).toBe(false);
  expect(performance.now() - begin).toBeLessThan(4_000);
});
