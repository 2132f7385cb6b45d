import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findListener } from './listeners.ts';

test('names who holds a port, and nobody once it is free', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
  expect(await findListener(port)).toMatchObject({ pid: process.pid });
  await new Promise((resolve) => server.close(resolve));
  expect(await findListener(port)).toBeUndefined();
});
