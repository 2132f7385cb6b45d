import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Place } from '@percloud/contract/backup-places';
import { rootDir } from '../../src/host/root-dir.ts';
import { freePort } from '../free-port.ts';

const exec = promisify(execFile);

/** A server that keeps backups, on loopback, with its data in a directory of its own. */
export interface BackupServer {
  readonly place: Place;
  /** Where what it keeps lies on this machine. */
  readonly directory: string;
  /** As if its plug was pulled. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** `rclone serve restic`; where nobody may delete, with a certificate of its own. */
export async function restServer({ appendOnly = false } = {}): Promise<BackupServer> {
  const [home, port] = [await mkdtemp(join(tmpdir(), 'percloud-rest-')), await freePort()];
  const own = appendOnly ? await ownCertificate(home) : undefined;
  const args = [
    'serve',
    'restic',
    `--addr=127.0.0.1:${port}`,
    '--user=ada',
    '--pass=open sesame',
    ...(own ? ['--append-only', '--cert', own.certificate, '--key', own.key] : []),
  ];
  const place = {
    kind: 'rest',
    address: `${own ? 'https' : 'http'}://127.0.0.1:${port}/ada`,
    user: 'ada',
    password: 'open sesame',
    certificate: own && (await readFile(own.certificate, 'utf8')),
  } as const;
  return running({ home, port, place, command: 'rclone', args: [...args, join(home, 'kept')], directory: join(home, 'kept') });
}

/** OpenSSH's own server, which lets this key in. */
export async function sftpServer(publicKey: string): Promise<BackupServer> {
  const [home, port] = [await mkdtemp(join(tmpdir(), 'percloud-sftp-')), await freePort()];
  await exec('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(home, 'host-key')]);
  await writeFile(join(home, 'allowed'), `${publicKey}\n`);
  const settings = {
    ListenAddress: `127.0.0.1:${port}`,
    HostKey: join(home, 'host-key'),
    AuthorizedKeysFile: join(home, 'allowed'),
    PidFile: 'none',
    StrictModes: 'no',
    PasswordAuthentication: 'no',
    UsePAM: 'no',
    PermitRootLogin: 'prohibit-password',
    MaxStartups: '100',
    Subsystem: 'sftp internal-sftp',
  };
  await writeFile(
    join(home, 'config'),
    Object.entries(settings)
      .map((line) => `${line.join(' ')}\n`)
      .join(''),
  );
  await exec('mkdir', ['--parents', '/run/sshd']);
  const place = { kind: 'sftp', host: '127.0.0.1', port, user: 'root', folder: join(home, 'kept') } as const;
  return running({ home, port, place, command: '/usr/sbin/sshd', args: ['-D', '-e', '-f', join(home, 'config')] });
}

/** s3rver, with a certificate of its own: without TLS it keeps what clients sign in pieces with the signatures in it. */
export async function s3Server(): Promise<BackupServer> {
  const [home, port] = [await mkdtemp(join(tmpdir(), 'percloud-s3-')), await freePort()];
  const { key, certificate } = await ownCertificate(home);
  // It knows this one pair.
  const keys = { accessKey: 'S3RVER', secretKey: 'S3RVER' };
  const place = {
    kind: 's3',
    address: `https://127.0.0.1:${port}`,
    bucket: 'kept',
    folder: 'ada',
    ...keys,
    certificate: await readFile(certificate, 'utf8'),
  } as const;
  const program = join(rootDir, 'node_modules/s3rver/bin/s3rver.js');
  const args = [
    program,
    '--address',
    '127.0.0.1',
    '--port',
    String(port),
    '--directory',
    join(home, 'kept'),
    '--configure-bucket',
    'kept',
    '--key',
    key,
    '--cert',
    certificate,
  ];
  return running({ home, port, place, command: process.execPath, args });
}

/** Of a server that vouches for itself, under this name; as files. */
export async function ownCertificate(home: string, name = 'IP:127.0.0.1') {
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'certificate.pem')];
  const named = ['-subj', '/CN=backups', '-addext', `subjectAltName=${name}`];
  await exec('openssl', ['req', '-x509', '-newkey', 'ed25519', '-nodes', '-days', '2', ...named, '-keyout', key, '-out', certificate]);
  return { key, certificate };
}

async function running({
  home,
  port,
  place,
  command,
  args,
  directory = home,
}: {
  home: string;
  port: number;
  place: Place;
  command: string;
  args: string[];
  directory?: string;
}): Promise<BackupServer> {
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(command, args, { stdio: 'ignore' });
    await untilListening(port);
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child?.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  const remove = async () => {
    await kill();
    await rm(home, { recursive: true, force: true });
  };
  return { place, directory, kill, start, remove };
}

async function untilListening(port: number) {
  for (let tries = 0; tries < 200; tries += 1) {
    const listens = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (listens) return;
    await sleep(50);
  }
  throw new Error(`nobody listens on ${port}`);
}
