import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../src/host/host-config.ts';
import { Installation } from './installation.ts';

let box: Installation;
/** Where the agent would be. */
let server: Server;
/** Ends the stream of events. */
let tellLast: (text: string) => void;

beforeAll(async () => {
  box = await Installation.start([]);
  server = createServer((asked, answer) => {
    if (asked.url === '/api/events') {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.write('data: first\n\n');
      tellLast = (text) => {
        if (!answer.writableEnded) answer.end(text);
      };
      return;
    }
    asked.resume().on('end', () => answer.end(JSON.stringify(asked.headers)));
  });
  await new Promise<void>((resolve) => server.listen(paths(box.host).agentCaddySocket, resolve));
});
afterAll(async () => {
  server.close();
  await box.stop();
});

test('a body that is far too large never reaches the agent', async () => {
  expect((await box.ask(box.host.hostname, '/api/x', { method: 'POST', body: Buffer.alloc(1_000_000) })).status).toBe(200);
  const refused = await box.ask(box.host.hostname, '/api/x', { method: 'POST', body: Buffer.alloc(3_000_000) });
  expect([refused.status, JSON.parse(refused.body)]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
});

test('the agent learns the client’s address from Caddy alone', async () => {
  const spoofed: [string, string][] = [
    ['X-Forwarded-For', '10.0.0.1'],
    ['X_Forwarded_For', '10.0.0.1'],
    ['Forwarded', 'for=10.0.0.1'],
    ['X-Real-IP', '10.0.0.1'],
  ];
  const { body } = await box.ask(box.host.hostname, '/api/x', { headers: spoofed });
  expect(JSON.parse(body)).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https' });
  expect(body).not.toContain('10.0.0.1');
});

test('events arrive when they happen', async () => {
  const keptBack = setTimeout(() => tellLast('data: too late\n\n'), 30_000);
  // Nobody tells the last before the first has come.
  const arrivals = await box.arrivals(box.host.hostname, '/api/events', () => tellLast('data: last\n\n'));
  clearTimeout(keptBack);
  expect(arrivals).toEqual(['data: first\n\n', 'data: last\n\n']);
});
