import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { tryConnection } from './connection.mjs';
import { appendDurably } from './journal.mjs';

/** What the probe answers, by method and path (or path prefix, with a star). */
export const answers = ({ journal, isHealthy, env }) => [
  answer('GET', '/health', () => ({ status: isHealthy() ? 200 : 503, healthy: isHealthy() })),
  answer('GET', '/', () => ({ app: 'probe', version: env.PROBE_VERSION })),
  answer('GET', '/version', () => ({ version: env.PROBE_VERSION })),
  answer('POST', '/write', async (request) => {
    journal.write(await text(request));
    return { status: 201, written: true };
  }),
  answer('GET', '/all', () => ({ writes: journal.all() })),
  answer('POST', '/fill', (_, url) => {
    const megabytes = Number(url.searchParams.get('megabytes') ?? 1);
    for (let written = 0; written < megabytes; written += 1) appendDurably('/data/filling', randomBytes(1024 ** 2));
    return { status: 201, megabytes };
  }),
  answer('*', '/headers', (request) => ({ headers: request.headers, raw: request.rawHeaders })),
  answer('*', '/public*', (request, url) => ({ path: url.pathname, headers: request.headers })),
  answer('*', '/about*', (request, url) => ({ path: url.pathname, headers: request.headers })),
  answer('*', '/dav*', (request, url) => ({ path: url.pathname, headers: request.headers })),
  answer('GET', '/connect', async (_, url) => ({
    result: await tryConnection(url.searchParams.get('host'), Number(url.searchParams.get('port'))),
  })),
  answer('GET', '/env', () => ({ env })),
  answer('GET', '/secret-length', () => ({ secrets: secrets() })),
  answer('GET', '/setup', () => ({ runs: existsSync('/data/setup') ? readFileSync('/data/setup', 'utf8').split('\n').length - 1 : 0 })),
  answer('GET', '/process', () => ({ uid: process.getuid(), gid: process.getgid(), ...confinement() })),
];

const answer = (method, path, give) => ({
  matches: (asked, pathname) =>
    (method === '*' || method === asked) && (path.endsWith('*') ? pathname.startsWith(path.slice(0, -1)) : pathname === path),
  give,
});

/** Their lengths and modes: a probe never says a secret. */
function secrets(directory = '/run/secrets') {
  if (!existsSync(directory)) return {};
  const describe = (path) => ({
    length: readFileSync(path, 'utf8').length,
    mode: (statSync(path).mode & 0o777).toString(8),
    uid: statSync(path).uid,
  });
  return Object.fromEntries(readdirSync(directory).map((name) => [name, describe(`${directory}/${name}`)]));
}

function confinement() {
  const status = readFileSync('/proc/self/status', 'utf8');
  const field = (name) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1];
  return { effectiveCapabilities: field('CapEff'), boundingCapabilities: field('CapBnd'), noNewPrivileges: field('NoNewPrivs') === '1' };
}
