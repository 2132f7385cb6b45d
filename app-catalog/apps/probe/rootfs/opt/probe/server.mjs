// An app that tells what happens to it. Its releases differ only in their environment, see ../../../README.md.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { answers } from './answers.mjs';
import { tryConnection } from './connection.mjs';
import { openJournal } from './journal.mjs';

const env = process.env;
const startedAt = Date.now();
const milliseconds = (name) => Number(env[name] ?? 0);

if (env.PROBE_NEEDS) {
  const [host, port] = env.PROBE_NEEDS.split(':');
  const result = await tryConnection(host, Number(port));
  if (result !== 'reachable') throw new Error(`${env.PROBE_NEEDS} is ${result}, although this service depends on it.`);
}

const journal = openJournal('/data', Number(env.PROBE_FORMAT ?? 1));
// What a failing release has written must be gone when the old one is back.
if (env.PROBE_SPOILS) journal.write('spoilt by a release that failed');

const isHealthy = () => env.PROBE_HEALTHY !== 'never' && Date.now() - startedAt >= milliseconds('PROBE_HEALTHY_AFTER_MS');

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://probe');
  const answer = answers({ journal, isHealthy, env }).find((each) => each.matches(request.method, url.pathname));
  try {
    const { status = 200, ...body } = answer ? await answer.give(request, url) : { status: 404, error: 'not found' };
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(body));
  } catch (error) {
    response.writeHead(error.code === 'ENOSPC' ? 507 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: error.message }));
  }
});
server.listen(8080, '0.0.0.0', () => console.log(`probe ${env.PROBE_VERSION} listens`));

if (env.PROBE_CRASHES_AFTER_MS)
  setTimeout(() => {
    console.error('probe crashes, as this release does');
    process.exit(70);
  }, milliseconds('PROBE_CRASHES_AFTER_MS'));

process.on('SIGTERM', () => {
  appendFileSync(1, 'probe was asked to stop\n');
  setTimeout(() => process.exit(0), milliseconds('PROBE_STOPS_AFTER_MS'));
});
