import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { listRunning } from './containers.ts';
import { endProcess, isAlive, processesWith } from './processes.ts';
import { requestOverSocket } from './socket-request.ts';
import { Stop } from './stop.ts';

/** One dockerd serves all installations of a machine: it outlives each of them and belongs to whoever finds none running. */
const pidFile = '/run/percloud/dockerd.pid';
const log = '/var/log/percloud-dockerd.log';

export const dockerAnswers = (socket: string) =>
  requestOverSocket(socket, 'GET', '/_ping').then(
    (answer) => answer.status === 200,
    () => false,
  );

/** Starts dockerd if none answers. */
export async function ensureDockerd(socket: string): Promise<string> {
  if (await dockerAnswers(socket)) return 'running';
  // dockerd itself refuses a second one with the same pid file; ours may just be starting.
  if (!(await findOurDockerd())) await startDockerd(socket);
  const deadline = performance.now() + 60_000;
  while (!(await dockerAnswers(socket))) {
    if (performance.now() > deadline)
      throw new Stop('Docker’s daemon does not answer.', { remedy: 'Look at the end of its log for the cause.', log });
    await sleep(100);
  }
  return 'started';
}

/**
 * A killed dockerd takes its containerd along. Where nobody reaps what died (in a container), a pid file with the zombie's number makes
 * the next dockerd wait for a containerd that never answers.
 */
export async function forgetDeadContainerd(execRoot: string): Promise<void> {
  const path = `${execRoot}/containerd/containerd.pid`;
  const pid = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (!isAlive(pid)) await rm(path, { force: true });
}

async function startDockerd(socket: string) {
  await forgetDeadContainerd('/run/docker');
  await mkdir('/run/percloud', { recursive: true, mode: 0o711 });
  const output = await open(log, 'a', 0o600);
  // overlay2: on btrfs dockerd would choose its btrfs driver. No userland proxy: it makes outsiders look local to an app.
  // Live restore: apps go on while dockerd is restarted.
  const flags = ['--storage-driver=overlay2', '--userland-proxy=false', '--live-restore', '--log-level=warn'];
  const args = [`--host=unix://${socket}`, `--pidfile=${pidFile}`, ...flags];
  const child = spawn('dockerd', args, { cwd: '/', detached: true, stdio: ['ignore', output.fd, output.fd] });
  child.on('error', () => {});
  child.unref();
  await output.close();
}

/** The pid of the dockerd that a `percloud up` of this machine started. */
export async function findOurDockerd(): Promise<number | undefined> {
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return isAlive(pid) && name.trim() === 'dockerd' ? pid : undefined;
}

/** Stops the dockerd we started, unless somebody else needs it. Gives back what became of it. */
export async function stopOurDockerd(socket: string): Promise<string> {
  const pid = await findOurDockerd();
  if (!pid) return 'not ours, left running';
  const users = [...(await processesWith('PERCLOUD_HOST')), ...(await processesWith('PERCLOUD_TESTS'))];
  if (users.length > 0) return 'in use by another installation, left running';
  const running = await listRunning(socket);
  if (running.length > 0) return `${running.length} other containers run in it, left running`;
  await endProcess(pid, 60_000);
  return 'stopped';
}
