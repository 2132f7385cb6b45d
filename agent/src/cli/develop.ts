import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { down } from '../host/down.ts';
import { type HostConfig, originOf } from '../host/host-config.ts';
import { ensureProgram } from '../host/program.ts';
import { rootDir } from '../host/root-dir.ts';
import { Stages } from '../host/stages.ts';
import { restartProcess } from '../host/supervisor-client.ts';
import { exitCodes } from './exit-codes.ts';

const settleMs = 200;

/** Agent and gate are bundled again as they are edited, and restarted; Vite serves the panel and reloads it. */
export async function developInstallation(host: HostConfig): Promise<never> {
  const environment = { ...process.env, PERCLOUD_ORIGIN: originOf(host.hostname, host) };
  // Groups of their own: npx does not pass on to its program that it shall end.
  const follow = (workspace: string, args: string[]) =>
    spawn('npx', args, { cwd: join(rootDir, workspace), env: environment, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const followers = [follow('agent', ['rolldown', '--config', 'rolldown.config.ts', '--watch']), follow('control-ui', ['vite'])];

  const timers = new Map<string, NodeJS.Timeout>();
  watch(join(rootDir, 'agent/dist'), (_event, file) => {
    const name = file === 'agent.mjs' ? 'agent' : file === 'gate.mjs' ? 'gate' : undefined;
    if (!name) return;
    clearTimeout(timers.get(name));
    timers.set(
      name,
      setTimeout(() => void ensureProgram(host).then(() => restartProcess(host, name)), settleMs),
    );
  });

  const stop = async () => {
    for (const { pid } of followers) if (pid) process.kill(-pid);
    await down(host, new Stages());
    process.exit(exitCodes.ok);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
  return new Promise(() => {});
}
