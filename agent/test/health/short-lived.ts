import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostConfig, paths } from '../../src/host/host-config.ts';
import { run } from '../../src/host/run.ts';

const extensions = `basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
extendedKeyUsage = serverAuth
`;

/** Gives the box an intermediate that ends in so many days: of the same key, signed by the box's own root. */
export async function shortenIntermediate(host: HostConfig, days: number) {
  const { ca } = paths(host);
  const work = await mkdtemp(join(tmpdir(), 'percloud-ca-'));
  await writeFile(`${work}/extensions`, extensions);
  const subject = ['-subj', `/CN=Percloud ${host.boxId} intermediate/O=Percloud`];
  await run('openssl', ['req', '-new', '-key', `${ca}/intermediate.key`, ...subject, '-out', `${work}/request`]);
  const signer = ['-CA', `${ca}/root.crt`, '-CAkey', `${ca}/root.key`, '-CAserial', `${work}/serial`, '-CAcreateserial'];
  const args = ['-req', '-in', `${work}/request`, '-days', `${days}`, ...signer, '-extfile', `${work}/extensions`];
  await run('openssl', ['x509', ...args, '-out', `${work}/crt`]);
  await copyFile(`${work}/crt`, `${ca}/intermediate.crt`);
  await rm(work, { recursive: true });
}
