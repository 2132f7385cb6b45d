// Keeps the processes of one installation running. Started detached by `percloud up`; answers on <runDir>/supervisor.sock.
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { hostFileOf } from './box.ts';
import { dockerAnswers, ensureDockerd } from './dockerd.ts';
import { type HostConfig, readHostConfig } from './host-config.ts';
import { limitLogs, openLog } from './logs.ts';
import { endProcess, processesWith } from './processes.ts';
import { type Service, services } from './services.ts';
import { type SupervisorState, supervisorSocket, supervisorStamp } from './supervisor-client.ts';

/** The first restart comes at once; a process that keeps dying waits longer each time, until it lived for a while. */
const backoffMs = [0, 100, 500, 1_000, 2_000, 5_000, 10_000];
const livedMs = 20_000;

/** What the operator may set for all of them; nothing else of a shell's surroundings reaches them. */
const handedOn = () => ({
  PATH: process.env.PATH,
  NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
  PERCLOUD_LOG_LEVEL: process.env.PERCLOUD_LOG_LEVEL,
});

class Supervised {
  readonly service: Service;
  private readonly host: HostConfig;
  private child: ChildProcess | undefined;
  private stamp = '';
  private startedMs = 0;
  private deaths = 0;
  private restarts = -1;
  private stopping = false;

  constructor(service: Service, host: HostConfig) {
    this.service = service;
    this.host = host;
  }

  async start(): Promise<void> {
    try {
      await this.launch();
    } catch (error) {
      console.error(this.service.name, error);
      this.again(null, null);
    }
  }

  private async launch() {
    await this.service.prepare?.();
    const log = await openLog(this.host.dataDir, this.service.name);
    // Asked to stop meanwhile: nobody would end it any more.
    if (this.stopping) return log.close();
    this.stamp = this.service.stamp();
    this.startedMs = performance.now();
    this.restarts += 1;
    this.child = spawn(this.service.command, this.service.args, {
      cwd: '/',
      env: { ...handedOn(), LANG: 'C.UTF-8', ...this.service.env },
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    this.child.on('error', (error) => console.error(this.service.name, error.message));
    this.child.on('close', (code, signal) => this.again(code, signal));
  }

  state(): SupervisorState['processes'][number] {
    const { name } = this.service;
    const running = this.child?.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
    return { name, pid: running ? (this.child?.pid ?? null) : null, stamp: this.stamp, restarts: this.restarts };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    if (this.child?.pid) await endProcess(this.child.pid);
  }

  restart() {
    // Ends with a start: see `again`.
    this.deaths = 0;
    this.child?.kill('SIGTERM');
  }

  private again(code: number | null, signal: NodeJS.Signals | null) {
    if (this.stopping) return;
    if (performance.now() - this.startedMs > livedMs) this.deaths = 0;
    const waitMs = backoffMs[Math.min(this.deaths, backoffMs.length - 1)] ?? 0;
    this.deaths += 1;
    console.error(new Date().toISOString(), `${this.service.name} ended (${signal ?? code}); starting it again in ${waitMs} ms`);
    setTimeout(() => void this.start(), waitMs);
  }
}

const host = readHostConfig(process.argv[2]);
// Left over from a supervisor that was killed: two agents must never work on one installation.
for (const pid of await processesWith('PERCLOUD_HOST', hostFileOf(host))) await endProcess(pid);
const supervised = services(host).map((service) => new Supervised(service, host));
const stamp = await supervisorStamp();

async function stopAll() {
  for (const one of supervised.toReversed()) await one.stop();
  await rm(supervisorSocket(host), { force: true });
  process.exit(0);
}

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://supervisor');
  const [, action, name] = pathname.split('/');
  if (request.method === 'POST' && action === 'restart') supervised.find((one) => one.service.name === name)?.restart();
  const state: SupervisorState = { pid: process.pid, stamp, processes: supervised.map((one) => one.state()) };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(state));
});
await rm(supervisorSocket(host), { force: true });
server.listen(supervisorSocket(host));
process.on('SIGTERM', () => void stopAll());
process.on('SIGINT', () => void stopAll());
for (const one of supervised) await one.start();

setInterval(() => void limitLogs(host.dataDir).catch((error: unknown) => console.error('logs', error)), 60_000);

/** Whoever else restarts Docker needs a moment: two daemons starting at once would get in each other's way. */
const missesAllowed = 3;
for (let misses = 0; ; misses = (await dockerAnswers(host.dockerSocket)) ? 0 : misses + 1) {
  if (misses > missesAllowed) await ensureDockerd(host.dockerSocket).catch((error: unknown) => console.error('dockerd', error));
  await sleep(2_000);
}
