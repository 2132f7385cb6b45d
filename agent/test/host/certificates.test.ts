import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureCertificates } from '../../src/host/certificates.ts';
import { run } from '../../src/host/run.ts';

let ca: string;
beforeAll(async () => {
  ca = await mkdtemp(join(tmpdir(), 'percloud-ca-'));
  await ensureCertificates(ca, { boxId: 'abcdefgh', caddyUser: 'root' });
});
afterAll(() => rm(ca, { recursive: true }));

/** A leaf for a name, signed with the intermediate as Caddy would. */
async function verify(name: string, purpose = 'sslserver') {
  const at = (file: string) => join(ca, file);
  await run('openssl', ['req', '-newkey', 'rsa:2048', '-nodes', '-keyout', at('leaf.key'), '-out', at('leaf.csr'), '-subj', '/CN=leaf']);
  await writeFile(at('leaf.cnf'), `subjectAltName = ${name}\n`);
  const signer = ['-CA', at('intermediate.crt'), '-CAkey', at('intermediate.key'), '-CAcreateserial', '-extfile', at('leaf.cnf')];
  await run('openssl', ['x509', '-req', '-in', at('leaf.csr'), ...signer, '-out', at('leaf.crt')]);
  const chain = ['-CAfile', at('root.crt'), '-untrusted', at('intermediate.crt'), at('leaf.crt')];
  return run('openssl', ['verify', '-x509_strict', '-purpose', purpose, ...chain]);
}

test.each(['DNS:percloud.localhost', 'DNS:calendar-ada.local'])('speaks for %s', async (name) => {
  expect(await verify(name)).toContain('OK');
});

test.each(['DNS:example.org', 'DNS:localhost.example.org', 'IP:127.0.0.1', 'IP:::1'])('does not speak for %s', async (name) => {
  await expect(verify(name)).rejects.toThrow(/subtree violation/);
});

test('speaks for servers only', async () => {
  await expect(verify('email:ada@example.org', 'smimesign')).rejects.toThrow(/unsuitable certificate purpose|invalid CA certificate/);
});

test('keeps the root’s key to root, and is made once', async () => {
  expect((await stat(join(ca, 'root.key'))).mode & 0o777).toBe(0o600);
  const before = await readFile(join(ca, 'root.crt'), 'utf8');
  expect(await ensureCertificates(ca, { boxId: 'abcdefgh', caddyUser: 'root' })).toBe('there');
  expect(await readFile(join(ca, 'root.crt'), 'utf8')).toBe(before);
});
