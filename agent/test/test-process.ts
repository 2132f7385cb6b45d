import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HostConfig, paths } from '../src/host/host-config.ts';
import { logFile, openLog } from '../src/host/logs.ts';
import type { Service } from '../src/host/services.ts';
import { requestOverSocket } from '../src/host/socket-request.ts';

/** One process of an installation, as its supervisor would run it, in the hands of a test. */
export class TestProcess {
  private readonly service: Service;
  private readonly host: HostConfig;
  private child: ChildProcess | undefined;

  constructor(service: Service, host: HostConfig) {
    this.service = service;
    this.host = host;
  }

  get pid(): number | undefined {
    return this.isRunning ? this.child?.pid : undefined;
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Returns when it answers on its socket. */
  async start(env: Record<string, string> = {}): Promise<void> {
    await this.launch(env);
    await this.answering();
  }

  /** Returns when it answers, after it was launched. */
  async answering(): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (!(await this.answers())) {
      if (!this.isRunning || performance.now() > deadline) throw new Error(`${this.service.name} does not answer:\n${await this.log()}`);
      await sleep(50);
    }
  }

  /** Without waiting for it: for an agent that is to die as it starts. */
  async launch(env: Record<string, string> = {}): Promise<void> {
    if (this.isRunning) throw new Error(`${this.service.name} runs already`);
    await this.service.prepare?.();
    const log = await openLog(this.host.dataDir, this.service.name);
    // The tests' own noon: at night an agent does things by itself.
    const environment = { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: process.env.TZ, ...this.service.env, ...env };
    this.child = spawn(this.service.command, this.service.args, { cwd: '/', env: environment, stdio: ['ignore', log.fd, log.fd] });
    await log.close();
  }

  /** Returns when it is gone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.isRunning) return;
    this.child?.kill(signal);
    await this.exited();
  }

  async exited(): Promise<void> {
    while (this.isRunning) await sleep(10);
  }

  log(): Promise<string> {
    return readFile(logFile(this.host.dataDir, this.service.name), 'utf8');
  }

  private async answers(): Promise<boolean> {
    const { agentSocket, caddyAdmin, gateSocket } = paths(this.host);
    const [socket, path] = { agent: [agentSocket, '/api/health'], caddy: [caddyAdmin, '/config/'], gate: [gateSocket, '/'] }[
      this.service.name
    ];
    // Whatever it says, it is there.
    return requestOverSocket(socket ?? '', 'GET', path ?? '').then(
      () => true,
      () => false,
    );
  }
}
