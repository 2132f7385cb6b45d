import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { connect as connectTo, createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Docker from 'dockerode';
import { moveArrivals } from '../../src/host/arriving-connections.ts';
import { hostFileOf, writeWhole } from '../../src/host/box.ts';
import { dockerAnswers, forgetDeadContainerd } from '../../src/host/dockerd.ts';
import type { HostConfig } from '../../src/host/host-config.ts';
import { run } from '../../src/host/run.ts';

// In there: whoever connects to the Unix socket is led to a port of this network's loopback.
const door = `
  const { connect, createServer } = require('node:net');
  const [path, port] = process.argv.slice(1);
  createServer((there) => {
    const here = connect(Number(port), '127.0.0.1');
    for (const socket of [there, here]) socket.on('error', () => { there.destroy(); here.destroy(); });
    there.pipe(here).pipe(there);
  }).listen(path);`;

/**
 * A dockerd that a test may kill, in a network of its own, so that neither its rules nor its bridges touch the machine's. What is to
 * work with it has to run `inside` that network; `openDoor` leads there from outside.
 */
export class PrivateDockerd {
  readonly socket: string;
  private readonly directory: string;
  private readonly network: string;
  private daemon: ChildProcess | undefined;
  private readonly children: ChildProcess[] = [];
  private readonly servers: Server[] = [];

  constructor(directory: string) {
    this.directory = directory;
    this.socket = `${directory}/docker.sock`;
    this.network = `percloud-${process.pid}`;
  }

  /** Before a command: in the network, but with the file systems of everybody. */
  get inside(): string[] {
    return ['nsenter', `--net=/run/netns/${this.network}`, '--'];
  }

  /** The installation is to use it, and is reached from outside. */
  async adopt(host: HostConfig) {
    host.dockerSocket = this.socket;
    await writeWhole(hostFileOf(host), JSON.stringify(host), 0o644);
    for (const port of [host.httpsPort, host.httpPort]) await this.openDoor(port);
  }

  async makeNetwork() {
    await run('ip', ['netns', 'add', this.network]);
    await run('ip', ['-n', this.network, 'link', 'set', 'lo', 'up']);
    const [command = '', ...before] = this.inside;
    // What starting Caddy does, here from outside: /proc/sys/net is of the network of who writes.
    await run(command, [...before, 'sh', '-c', `echo 1 >${moveArrivals}`]);
  }

  /** As `percloud up` starts it, unless told. Returns when it answers. Like systemd, it tries again: it gives containerd little time. */
  async start({ liveRestore = true } = {}, tries = 3): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    await forgetDeadContainerd(`${this.directory}/exec-root`);
    const log = `${this.directory}/dockerd.log`;
    const output = await open(log, 'a');
    const places = ['data-root', 'exec-root'].map((place) => `--${place}=${this.directory}/${place}`);
    const flags = ['--storage-driver=overlay2', '--userland-proxy=false', ...(liveRestore ? ['--live-restore'] : [])];
    const args = [`--host=unix://${this.socket}`, `--pidfile=${this.directory}/dockerd.pid`, ...places, ...flags];
    const [command = '', ...before] = this.inside;
    this.daemon = spawn(command, [...before, 'dockerd', ...args], { cwd: '/', stdio: ['ignore', output.fd, output.fd] });
    await output.close();
    const deadline = performance.now() + 60_000;
    while (!(await dockerAnswers(this.socket))) {
      if (this.daemon.exitCode !== null && tries > 1) return this.start({ liveRestore }, tries - 1);
      if (this.daemon.exitCode !== null || performance.now() > deadline)
        throw new Error(`no dockerd: ${(await readFile(log, 'utf8')).slice(-1_000)}`);
      await sleep(50);
    }
  }

  /** As a power cut would, for it alone. */
  async kill(signal: NodeJS.Signals = 'SIGKILL') {
    const { daemon } = this;
    this.daemon = undefined;
    if (!daemon || daemon.exitCode !== null || daemon.signalCode !== null) return;
    const gone = once(daemon, 'exit');
    daemon.kill(signal);
    await gone;
  }

  /** A port of this machine's loopback leads to the same one inside. */
  async openDoor(port: number) {
    const path = `${this.directory}/${port}.sock`;
    const [command = '', ...before] = this.inside;
    this.children.push(spawn(command, [...before, process.execPath, '-e', door, path, String(port)], { stdio: 'inherit' }));
    const server = createServer((here) => {
      const there = connectTo(path);
      for (const socket of [here, there]) {
        socket.on('error', () => {
          here.destroy();
          there.destroy();
        });
      }
      here.pipe(there).pipe(here);
    });
    this.servers.push(server);
    await once(server.listen(port, '127.0.0.1'), 'listening');
  }

  /** With all that runs in it. */
  async stop() {
    for (const server of this.servers) server.close();
    for (const child of this.children) child.kill('SIGKILL');
    const docker = new Docker({ socketPath: this.socket });
    const containers = await docker.listContainers({ all: true }).catch(() => []);
    for (const { Id } of containers) await docker.getContainer(Id).remove({ force: true });
    await this.kill('SIGTERM');
    await run('ip', ['netns', 'delete', this.network]).catch(() => undefined);
    // With live restore it leaves its data root mounted on itself, for the next one.
    const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '');
    const own = mounts.filter((path) => path.startsWith(`${this.directory}/`));
    for (const path of own.toReversed()) await run('umount', ['--lazy', path]);
    await rm(this.directory, { recursive: true, force: true });
  }
}
