import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AppNetwork } from '../../src/routes/routed-app.ts';

const execute = promisify(execFile);
const run = async (command: string, ...args: string[]) => (await execute(command, args)).stdout.trim();
const port = 18_232;

/**
 * A box with two apps, between a home network with a neighbour in it and an Internet with a server in it: real containers on real
 * Docker networks, the outside as network namespaces. Everybody answers HTTP on one port, the neighbour on port 53 as well.
 */
export class Neighbourhood {
  readonly id = `n${randomBytes(4).toString('hex').slice(0, 7)}`;
  readonly image = `percloud-test-${this.id}`;
  readonly lan = { box: '192.168.231.1', neighbour: '192.168.231.2' };
  /** Addresses that are public by their number. */
  readonly internet = { box: '11.213.231.1', server: '11.213.231.2' };
  readonly #directory = mkdtempSync(join(tmpdir(), 'percloud-net-'));
  readonly #servers: ReturnType<typeof spawn>[] = [];
  readonly #containers: string[] = [];
  readonly #networks: string[] = [];
  readonly #namespaces: string[] = [];

  async start() {
    writeFileSync(join(this.#directory, 'index.html'), 'here');
    await run(
      'sh',
      '-c',
      `mkdir -p ${this.#directory}/root/bin && cp "$(command -v busybox)" ${this.#directory}/root/bin/ && cp ${this.#directory}/index.html ${this.#directory}/root/`,
    );
    await run('sh', '-c', `tar -C ${this.#directory}/root -c . | docker import - ${this.image}`);
    await this.#addNamespace('lan', this.lan.box, this.lan.neighbour);
    await this.#addNamespace('net', this.internet.box, this.internet.server);
    this.#serve([], `[::]:${port}`);
    this.#serve(['ip', 'netns', 'exec', this.#namespace('lan')], String(port));
    this.#serve(['ip', 'netns', 'exec', this.#namespace('lan')], '53');
    this.#serve(['ip', 'netns', 'exec', this.#namespace('net')], String(port));
    await sleep(300);
  }

  async addNetwork(name: string, subnet: string, egress: AppNetwork['egress']): Promise<AppNetwork> {
    const bridge = `pt${this.id.slice(1, 5)}${name}`;
    await run('docker', 'network', 'create', '--subnet', subnet, '-o', `com.docker.network.bridge.name=${bridge}`, `${this.id}-${name}`);
    this.#networks.push(`${this.id}-${name}`);
    return { bridge, subnet, egress };
  }

  /** Its address. */
  async addContainer(name: string, network: string, ...options: string[]): Promise<string> {
    const container = `${this.id}-${name}`;
    this.#containers.push(container);
    const command = ['/bin/busybox', 'httpd', '-f', '-p', String(port), '-h', '/'];
    await run(
      'docker',
      'run',
      '-d',
      '--init=false',
      '--name',
      container,
      '--network',
      `${this.id}-${network}`,
      ...options,
      this.image,
      ...command,
    );
    return run('docker', 'inspect', '-f', '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', container);
  }

  /** Whether it gets an answer from there. `from`: a container, `box` (root), `account` (anybody else on it), `neighbour` or `server`. */
  async reaches(from: string, address: string, at = port): Promise<boolean> {
    // Not wget: Debian's static busybox has one that crashes.
    const request = String.raw`printf 'GET /index.html HTTP/1.0\r\n\r\n' | /bin/busybox nc -w 2 "$0" "$1"`;
    const ask = ['/bin/busybox', 'sh', '-c', request, address, String(at)];
    try {
      return (await run('timeout', '4', ...this.#inside(from), ...ask)).endsWith('here');
    } catch {
      return false;
    }
  }

  async resolves(container: string, name: string): Promise<boolean> {
    return run('docker', 'exec', `${this.id}-${container}`, '/bin/busybox', 'nslookup', name).then(
      () => true,
      () => false,
    );
  }

  async linkLocalOf(bridge: string): Promise<string> {
    return (await run('ip', '-6', '-o', 'address', 'show', 'dev', bridge, 'scope', 'link')).split(/\s+/)[3]?.split('/')[0] ?? '';
  }

  /** A neighbour who knows where the apps live. */
  async routeNeighbourTo(subnet: string) {
    await run('ip', 'netns', 'exec', this.#namespace('lan'), 'ip', 'route', 'replace', subnet, 'via', this.lan.box);
  }

  async stop() {
    for (const server of this.#servers) server.kill('SIGKILL');
    for (const container of this.#containers) await run('docker', 'rm', '-f', container).catch(() => {});
    for (const network of this.#networks) await run('docker', 'network', 'rm', network).catch(() => {});
    await run('docker', 'rmi', '-f', this.image).catch(() => {});
    for (const name of this.#namespaces) await run('ip', 'netns', 'delete', name).catch(() => {});
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #inside(from: string): string[] {
    if (from === 'box') return [];
    if (from === 'account') return ['setpriv', '--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups'];
    if (from === 'neighbour') return ['ip', 'netns', 'exec', this.#namespace('lan')];
    if (from === 'server') return ['ip', 'netns', 'exec', this.#namespace('net')];
    return ['docker', 'exec', `${this.id}-${from}`];
  }

  #namespace(name: string) {
    return `${this.id}-${name}`;
  }

  async #addNamespace(name: string, box: string, other: string) {
    const namespace = this.#namespace(name);
    const [here, there] = [`${this.id}${name}0`, `${this.id}${name}1`];
    await run('ip', 'netns', 'add', namespace);
    this.#namespaces.push(namespace);
    await run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', namespace);
    await run('ip', 'address', 'add', `${box}/24`, 'dev', here);
    await run('ip', 'link', 'set', here, 'up');
    const inside = (...args: string[]) => run('ip', '-n', namespace, ...args);
    await inside('address', 'add', `${other}/24`, 'dev', there);
    await inside('link', 'set', 'lo', 'up');
    await inside('link', 'set', there, 'up');
  }

  #serve(inside: string[], at: string) {
    const [command = '', ...args] = [...inside, 'busybox', 'httpd', '-f', '-p', at, '-h', this.#directory];
    this.#servers.push(spawn(command, args, { stdio: 'ignore' }));
  }
}
