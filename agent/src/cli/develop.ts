import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { down } from '../host/down.ts';
import { type HostConfig, originOf } from '../host/host-config.ts';
import { rootDir } from '../host/root-dir.ts';
import { Stages } from '../host/stages.ts';
import { restartProcess } from '../host/supervisor-client.ts';

/** Agent and gate are bundled again as they are edited, and the agent restarted; Vite serves the panel and reloads it. */
export async function developInstallation(host: HostConfig): Promise<never> {
  const environment = { ...process.env, PERCLOUD_ORIGIN: originOf(host.hostname, host) };
  const npx = (workspace: string, args: string[]) =>
    spawn('npx', args, { cwd: join(rootDir, workspace), env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  const children = [npx('agent', ['rolldown', '--config', 'rolldown.config.ts', '--watch']), npx('control-ui', ['vite'])];
  let timer: NodeJS.Timeout | undefined;
  watch(join(rootDir, 'agent/dist'), (_event, file) => {
    if (file !== 'agent.mjs') return;
    clearTimeout(timer);
    timer = setTimeout(() => void restartProcess(host, 'agent'), 200);
  });
  return new Promise(() => {
    process.once('SIGINT', async () => {
      for (const child of children) child.kill();
      await down(host, new Stages());
      process.exit(0);
    });
  });
}
