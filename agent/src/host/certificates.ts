import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flushFile } from './flush-file.ts';
import { run } from './run.ts';

const days = '3650';
/**
 * The root can only speak for servers, by names of this box, and not for mail or programs: whoever trusts it trusts it for nothing else,
 * should its key ever leak.
 */
const rootExtensions = `[ca]
basicConstraints = critical, CA:TRUE, pathlen:1
keyUsage = critical, keyCertSign, cRLSign
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:localhost, permitted;DNS:local, excluded;IP:0.0.0.0/0.0.0.0, excluded;IP:0:0:0:0:0:0:0:0/0:0:0:0:0:0:0:0
`;
const intermediateExtensions = `[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
`;

/** This box's own certificate authority. Caddy signs with the intermediate; the root's key stays root's. */
export async function ensureCertificates(ca: string, box: { boxId: string; caddyUser: string }): Promise<string> {
  const finished = join(ca, 'intermediate.crt');
  if (existsSync(finished)) return 'there';
  // The intermediate's certificate arrives last: without it everything is made again, and nobody can have trusted the root yet.
  const work = await mkdtemp(join(ca, 'new-'));
  try {
    await makeKey(join(work, 'root.key'));
    await makeRoot(work, box.boxId);
    await makeIntermediate(work, box.boxId);
    await chmod(join(work, 'root.key'), 0o600);
    await chmod(join(work, 'root.crt'), 0o644);
    await chmod(join(work, 'intermediate.key'), 0o600);
    await run('chown', [`${box.caddyUser}:${box.caddyUser}`, join(work, 'intermediate.key'), join(work, 'intermediate.crt')]);
    for (const name of ['root.key', 'root.crt', 'intermediate.key', 'intermediate.crt']) {
      await flushFile(join(work, name));
      await rename(join(work, name), join(ca, name));
    }
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return 'made';
}

/** Of the key that is there. */
export async function makeRoot(work: string, boxId: string) {
  const key = join(work, 'root.key');
  const config = join(work, 'root.cnf');
  await writeFile(config, `[req]\ndistinguished_name = name\nprompt = no\n[name]\nCN = Percloud ${boxId}\nO = Percloud\n${rootExtensions}`);
  const args = ['-x509', '-new', '-sha256', '-days', days, '-key', key, '-config', config, '-extensions', 'ca'];
  await run('openssl', ['req', ...args, '-out', join(work, 'root.crt')]);
}

/** With a new key, signed by the root in the same directory. */
export async function makeIntermediate(work: string, boxId: string) {
  const key = await makeKey(join(work, 'intermediate.key'));
  const request = join(work, 'intermediate.csr');
  const extensions = join(work, 'intermediate.cnf');
  await writeFile(extensions, intermediateExtensions);
  await run('openssl', ['req', '-new', '-key', key, '-subj', `/CN=Percloud ${boxId} intermediate/O=Percloud`, '-out', request]);
  const signer = ['-CA', join(work, 'root.crt'), '-CAkey', join(work, 'root.key'), '-CAcreateserial'];
  const args = ['-req', '-sha256', '-days', days, '-in', request, ...signer, '-extfile', extensions, '-extensions', 'ca'];
  await run('openssl', ['x509', ...args, '-out', join(work, 'intermediate.crt')]);
}

async function makeKey(path: string) {
  await run('openssl', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', path]);
  return path;
}
