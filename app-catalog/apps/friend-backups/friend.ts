import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/run-command.ts';

interface Account {
  /** `https://friend-backups-….localhost:PORT` */
  url: string;
  user: string;
  /** An app password. */
  password: string;
  /** What signed the box's certificate. */
  caFile: string;
}

/** Somebody elsewhere who keeps backups in the app, with stock restic. */
export class Friend {
  private readonly directory: string;
  private readonly caFile: string;

  constructor(directory: string, { url, user, password, caFile }: Account) {
    this.directory = directory;
    this.caFile = caFile;
    mkdirSync(directory, { recursive: true });
    const address = new URL('/backups/', url);
    writeFileSync(join(directory, 'hosts'), `127.0.0.1 localhost ${address.hostname}\n`);
    address.username = user;
    address.password = password;
    writeFileSync(join(directory, 'address'), `rest:${address}`, { mode: 0o600 });
    writeFileSync(join(directory, 'password'), 'only mine', { mode: 0o600 });
  }

  /** What restic prints. Throws what it complains of. */
  restic(...args: string[]): Promise<string> {
    const file = (name: string) => join(this.directory, name);
    const opening = [
      `--repository-file=${file('address')}`,
      `--password-file=${file('password')}`,
      `--cacert=${this.caFile}`,
      '--no-cache',
    ];
    // It can't be told where a name leads: an /etc/hosts that only it sees.
    const withHosts = ['--mount', 'sh', '-c', 'mount --bind "$0" /etc/hosts && exec restic "$@"', file('hosts'), ...opening, ...args];
    return runCommand('unshare', withHosts);
  }
}
