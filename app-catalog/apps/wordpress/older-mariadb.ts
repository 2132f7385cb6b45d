import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../src/run-command.ts';

/** The user of the app's database. */
const user = '7005';
const asUser = ['--reuid', user, '--regid', user, '--clear-groups'];

/**
 * Puts the app's rows into tables of this machine's own MariaDB, in place of those that are there: a blog as an earlier release left it.
 * The app stands still, and has written its rows down. Gives back whose tables they are: `10.11.19-MariaDB`.
 */
export async function remakeTables(volume: string): Promise<string> {
  // Nobody but root comes to where the volume lies.
  const home = await mkdtemp(join(tmpdir(), 'percloud-mariadb-'));
  try {
    await runCommand('chown', [`${user}:${user}`, home]);
    const rows = await readFile(join(volume, 'rows.sql'), 'utf8');
    await fill(join(home, 'data'), `CREATE DATABASE wordpress CHARACTER SET utf8mb4; USE wordpress;\n${rows}`);
    await rm(join(volume, 'data'), { recursive: true });
    await runCommand('cp', ['--archive', join(home, 'data'), volume]);
    return (await readFile(join(volume, 'data/mysql_upgrade_info'), 'utf8')).trim();
  } finally {
    await rm(home, { recursive: true });
  }
}

async function fill(data: string, statements: string) {
  const [common, socket] = [['--no-defaults', `--datadir=${data}`], `${data}.sock`];
  const accounts = ['--auth-root-authentication-method=socket', '--auth-root-socket-user=mariadb', '--skip-test-db'];
  await runCommand('setpriv', [...asUser, 'mariadb-install-db', ...common, ...accounts]);
  const serving = ['mariadbd', ...common, `--socket=${socket}`, '--skip-networking', '--skip-grant-tables'];
  const server = spawn('setpriv', [...asUser, ...serving], { stdio: 'ignore' });
  const say = (input: string) => runCommand('mariadb', ['--no-defaults', `--socket=${socket}`], { input });
  try {
    await untilItWorks(() => say('DO 1'));
    await say(statements);
  } finally {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  }
}

async function untilItWorks(work: () => Promise<unknown>) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}
