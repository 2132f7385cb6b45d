import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRelease, newPublisher, noImage, publish } from './published-catalog.ts';

const run = promisify(execFile);
const directory = await mkdtemp(`${tmpdir()}/percloud-https-`);
const [keyPath, certificatePath] = [`${directory}/server.key`, `${directory}/server.crt`];
let address = '';
let close = () => {};

beforeAll(async () => {
  await publish(`${directory}/published`, newPublisher(), 1, [makeRelease('1.0.0', { web: noImage })]);
  const names = ['-subj', '/CN=catalog', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...names, '-keyout', keyPath, '-out', certificatePath]);
  const server = createServer({ key: await readFile(keyPath), cert: await readFile(certificatePath) }, async (request, response) => {
    response.end(await readFile(`${directory}/published${request.url}`));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(async () => {
  close();
  await rm(directory, { recursive: true });
});

/** In a process of its own: Node reads NODE_EXTRA_CA_CERTS once, when it starts. */
async function readIn(env: Record<string, string>) {
  const module = new URL('../../src/catalog/read-catalog.ts', import.meta.url);
  const script = `import { readCatalog } from '${module}';
    const { bytes } = await readCatalog('${address}', 1_000_000, new AbortController().signal);
    console.log(JSON.parse(bytes).name);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, ...env } });
  return stdout.trim();
}

test('a catalog on a host with a certificate of the home’s own authority', async () => {
  expect(await readIn({ NODE_EXTRA_CA_CERTS: certificatePath })).toBe('Tests');
});

test('a host whose certificate nobody vouches for is not read', async () => {
  await expect(readIn({})).rejects.toThrow('catalog-unreachable');
});
