import { once } from 'node:events';
import { createServer } from 'node:http';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { wholeAnswers } from './whole-answers.ts';

test('an answer that is cut off is an error, and not waited for', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('[');
    setTimeout(() => response.destroy(), 20);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const docker = new Docker(wholeAnswers({ host: '127.0.0.1', port, protocol: 'http' as const }));
  await expect(docker.listContainers()).rejects.toMatchObject({ code: 'ECONNRESET' });
  server.close();
});
