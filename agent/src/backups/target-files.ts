import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { flushDirectory } from '../flush-directory.ts';
import { pastRestic, type Repository } from '../gateways/restic-process.ts';
import { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { inTurn } from '../in-turn.ts';
import { hasCode } from '../problem.ts';
import type { Address } from './place-address.ts';

const exec = promisify(execFile);
const sshSchema = z.object({ host: z.string(), port: z.number(), user: z.string() });
const remoteSchema = z.object({
  environment: z.record(z.string(), z.string()),
  ssh: sshSchema.optional(),
  ownCertificate: z.boolean().default(false),
});

/** What opens places of backups. Root's own files, 0600 in a directory that is 0700; never in the database, in argv or in a log. */
@Injectable()
export class TargetFiles {
  private readonly oneByOne = inTurn();

  constructor(private readonly host: Host) {}

  /** With a key of the box's own, made now unless it has one. */
  async create(target: string, percloud: string, place: Address) {
    const at = this.of(target);
    await mkdir(at.directory, { recursive: true, mode: 0o700 });
    await write(at.address, place.address);
    await write(
      at.remote,
      JSON.stringify({ environment: place.environment, ssh: place.ssh, ownCertificate: place.certificate !== undefined }),
    );
    await write(at.percloud, percloud);
    if (place.certificate) await write(at.certificate, place.certificate);
    await this.ensureBoxKey(target);
  }

  async ensureBoxKey(target: string): Promise<string> {
    return ensureKey(this.of(target).boxKey);
  }

  /** One that takes the place of what the box opens it with now, as soon as it opens it. */
  async ensureNextKey(target: string): Promise<string> {
    return ensureKey(this.of(target).nextKey);
  }

  async useNextKey(target: string, keyId: string | undefined) {
    const { nextKey, boxKey, directory } = this.of(target);
    await this.hintKey(target, keyId);
    await rename(nextKey, boxKey);
    await flushDirectory(directory);
  }

  /** Which of the keys there is the box's own: without it restic tries one after the other, half a second each. One that is wrong does no harm. */
  async hintKey(target: string, keyId = '') {
    const { keyHint } = this.of(target);
    await write(keyHint, keyId).catch(() => rm(keyHint, { force: true }));
  }

  /** Ids of keys that are to be shut out. */
  async outdatedKeys(target: string): Promise<string[]> {
    return (await readFile(this.of(target).outdatedKeys, 'utf8').catch(nothingWhereMissing)).split('\n').filter(Boolean);
  }

  async setOutdatedKeys(target: string, keys: readonly string[]) {
    const { outdatedKeys, directory } = this.of(target);
    await write(`${outdatedKeys}.new`, keys.join('\n'));
    await rename(`${outdatedKeys}.new`, outdatedKeys);
    await flushDirectory(directory);
  }

  /** Opened by an owner's words, in place of a key of the box's own. */
  async borrow(target: string, words: string) {
    await write(this.of(target).boxKey, words);
  }

  /** Words have spaces between them, keys have none. */
  async hasBorrowed(target: string): Promise<boolean> {
    return (await readFile(this.of(target).boxKey, 'utf8').catch(nothingWhereMissing)).includes(' ');
  }

  async forgetBorrowed(target: string) {
    if (await this.hasBorrowed(target)) await rm(this.of(target).boxKey);
    await this.ensureBoxKey(target);
  }

  /** As restic opens it with the box's own key, or with another one. */
  async repository(target: string, passwordFile = this.of(target).boxKey): Promise<Repository> {
    const at = this.of(target);
    const { environment, ssh, ownCertificate } = remoteSchema.parse(JSON.parse(await readFile(at.remote, 'utf8')));
    const percloud = await readFile(at.percloud, 'utf8');
    const keyHint = passwordFile === at.boxKey ? await readFile(at.keyHint, 'utf8').catch(nothingWhereMissing) : '';
    return {
      addressFile: at.address,
      passwordFile,
      ...(keyHint ? { keyHint } : {}),
      environment,
      certificateFile: ownCertificate ? at.certificate : undefined,
      options: ssh && [`sftp.command=${this.sshCommand(percloud, at.knownHosts, ssh)}`],
    };
  }

  /** A disk is mounted where it is mounted: the address is written each time. */
  async setAddress(target: string, address: string) {
    await write(this.of(target).address, address);
  }

  /** A file for words that are typed, gone when the work is done. In memory: the run directory is no disk. */
  async withPassword<T>(password: string, work: (file: string) => Promise<T>): Promise<T> {
    const directory = `${this.host.runDir}/words`;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const file = `${directory}/${randomBytes(12).toString('hex')}`;
    await write(file, password);
    try {
      return await work(file);
    } finally {
      await rm(file, { force: true });
    }
  }

  /** Of recoveries that were not finished, and words that an agent held which was killed. */
  async sweep(known: readonly string[]) {
    await rm(`${this.host.runDir}/words`, { recursive: true, force: true });
    const left = await readdir(`${paths(this.host).backups}/targets`).catch(() => []);
    for (const target of left) if (!known.includes(target)) await this.remove(target);
  }

  async remove(target: string) {
    await rm(this.of(target).directory, { recursive: true, force: true });
  }

  /** The percloud's own SSH key, made when it is first asked for. */
  sshPublicKey(percloud: string): Promise<string> {
    return this.oneByOne(() => this.ensureSshKey(percloud));
  }

  private async ensureSshKey(percloud: string): Promise<string> {
    const file = this.sshKey(percloud);
    await mkdir(`${paths(this.host).backups}/ssh`, { recursive: true, mode: 0o700 });
    const made = (await readFile(`${file}.pub`, 'utf8').catch(nothingWhereMissing)).trim();
    if (made) return made;
    // Half of one is none, and ssh-keygen would ask whether it may write over it.
    for (const half of [file, `${file}.new`, `${file}.new.pub`]) await rm(half, { force: true });
    await exec('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'percloud-backups', '-f', `${file}.new`]);
    // The public half last: by it the key is there.
    for (const half of ['', '.pub']) {
      await flushFile(`${file}.new${half}`);
      await rename(`${file}.new${half}`, `${file}${half}`);
    }
    await flushDirectory(dirname(file));
    return (await readFile(`${file}.pub`, 'utf8')).trim();
  }

  /** A server is believed the first time; another one under its name is refused from then on. */
  private sshCommand(percloud: string, knownHosts: string, { host, port, user }: z.infer<typeof sshSchema>) {
    const options = [
      'BatchMode=yes',
      'StrictHostKeyChecking=accept-new',
      `UserKnownHostsFile=${knownHosts}`,
      'ConnectTimeout=15',
      'ServerAliveInterval=15',
    ];
    const key = this.sshKey(percloud);
    return [
      `sh -c 'exec "$@" 2>&${pastRestic}' sh`,
      'ssh',
      '-F',
      'none',
      '-i',
      key,
      '-p',
      String(port),
      ...options.flatMap((each) => ['-o', each]),
      `${user}@${host}`,
      '-s',
      'sftp',
    ].join(' ');
  }

  private sshKey = (percloud: string) => `${paths(this.host).backups}/ssh/${percloud}`;

  private of(target: string) {
    const directory = `${paths(this.host).backups}/targets/${target}`;
    return {
      directory,
      address: `${directory}/address`,
      remote: `${directory}/remote.json`,
      percloud: `${directory}/percloud`,
      certificate: `${directory}/certificate`,
      boxKey: `${directory}/box-key`,
      nextKey: `${directory}/next-key`,
      keyHint: `${directory}/key-hint`,
      outdatedKeys: `${directory}/outdated-keys`,
      knownHosts: `${directory}/known-hosts`,
    };
  }
}

/** On the disk when it returns: rows that need it are written afterwards. */
async function write(file: string, text: string) {
  await writeFile(file, text, { mode: 0o600, flush: true });
  await chmod(file, 0o600);
}

/** Whole or not at all: one that is empty would be taken for a key. */
async function ensureKey(file: string): Promise<string> {
  const draft = `${file}.new`;
  try {
    await write(draft, randomBytes(32).toString('base64'));
    await link(draft, file).catch(unlessThere);
    await flushDirectory(dirname(file));
  } finally {
    await rm(draft, { force: true });
  }
  return file;
}

async function flushFile(path: string) {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function unlessThere(error: unknown) {
  if (!hasCode(error, 'EEXIST')) throw error;
}

function nothingWhereMissing(error: unknown): string {
  if (hasCode(error, 'ENOENT')) return '';
  throw error;
}
