import { join } from 'node:path';
import { type HostConfig, paths } from './host-config.ts';
import { CommandFailed, run } from './run.ts';

export const caddyUser = 'caddy';
export const gateUser = 'percloud-gate';

/** Gate and Caddy each run as nobody else; Caddy's user comes with its package. */
export async function ensureUsers(): Promise<void> {
  for (const user of [caddyUser, gateUser]) {
    if (await exists(user)) continue;
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      user,
    ]);
  }
}

const exists = (user: string) =>
  run('getent', ['passwd', user]).then(
    () => true,
    (error: unknown) => {
      if (error instanceof CommandFailed && error.exitCode === 2) return false;
      throw error;
    },
  );

/** Everything a process needs to find; who may enter is decided here. Caddy and gate pass through DATA and RUN, but cannot list them. */
export async function ensureDirectories(host: Pick<HostConfig, 'dataDir' | 'runDir'>): Promise<void> {
  const at = paths(host);
  const root = 'root:root';
  const table: [path: string, mode: string, owner: string][] = [
    [host.dataDir, '0711', root],
    [at.perclouds, '0700', root],
    [at.staging, '0700', root],
    [at.blobs, '0700', root],
    [at.catalogs, '0700', root],
    [at.backups, '0700', root],
    [at.ca, '0711', root],
    [join(host.dataDir, 'log'), '0700', root],
    [join(host.dataDir, 'program'), '0755', root],
    [join(host.dataDir, 'caddy'), '0700', `${caddyUser}:${caddyUser}`],
    [join(host.dataDir, 'gate'), '0750', `root:${gateUser}`],
    [join(host.dataDir, 'gate/used'), '0700', `${gateUser}:${gateUser}`],
    ['/run/percloud', '0711', root],
    [host.runDir, '0711', root],
    [at.disks, '0700', root],
    // Set-group-id: the sockets made in these belong to Caddy's group, so that it can connect and others can't.
    [join(host.runDir, 'for-caddy'), '2750', `root:${caddyUser}`],
    [join(host.runDir, 'gate'), '2750', `${gateUser}:${caddyUser}`],
    [join(host.runDir, 'caddy'), '0700', `${caddyUser}:${caddyUser}`],
  ];
  for (const [path, mode, owner] of table) {
    const [user = '', group = ''] = owner.split(':');
    await run('install', ['--directory', `--mode=${mode}`, `--owner=${user}`, `--group=${group}`, path]);
  }
}
