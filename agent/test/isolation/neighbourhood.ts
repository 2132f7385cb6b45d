import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AppNetwork } from '../../src/routes/routed-app.ts';
import { freePort } from '../free-port.ts';
import { insist } from '../insist.ts';

const execute = promisify(execFile);
const run = async (command: string, ...args: string[]) => (await execute(command, args)).stdout.trim();
const octets = { first: 231, last: 254 };

/**
 * A box with two apps, between a home network with a neighbour in it and an Internet with a server in it: real containers on real
 * Docker networks, the outside as network namespaces. Everybody answers HTTP on one port, the neighbour on port 53 as well. Several may be
 * there at once, each with addresses of its own.
 */
export class Neighbourhood {
  readonly id = `n${randomBytes(4).toString('hex').slice(0, 7)}`;
  readonly image = `percloud-test-${this.id}`;
  /** Of its addresses the third part. */
  octet = 0;
  /** Where everybody answers. */
  port = 0;
  readonly #directory = mkdtempSync(join(tmpdir(), 'percloud-net-'));
  readonly #servers: ReturnType<typeof spawn>[] = [];
  readonly #containers: string[] = [];
  readonly #networks: string[] = [];
  readonly #links: string[] = [];
  readonly #namespaces: string[] = [];

  get lan() {
    return { box: `192.168.${this.octet}.1`, neighbour: `192.168.${this.octet}.2` };
  }

  /** Addresses that are public by their number. */
  get internet() {
    return { box: `11.213.${this.octet}.1`, server: `11.213.${this.octet}.2` };
  }

  async start() {
    writeFileSync(join(this.#directory, 'index.html'), 'here');
    await run(
      'sh',
      '-c',
      `mkdir -p ${this.#directory}/root/bin && cp "$(command -v busybox)" ${this.#directory}/root/bin/ && cp ${this.#directory}/index.html ${this.#directory}/root/`,
    );
    await run('sh', '-c', `tar -C ${this.#directory}/root -c . | docker import - ${this.image}`);
    await this.#claimOctet();
    this.port = await freePort();
    await this.#addNamespace('net');
    await this.#link('lan', this.lan.box, this.lan.neighbour);
    await this.#link('net', this.internet.box, this.internet.server);
    this.#serve([], `[::]:${this.port}`);
    this.#serve(this.#inside('neighbour'), String(this.port));
    this.#serve(this.#inside('neighbour'), '53');
    this.#serve(this.#inside('server'), String(this.port));
    for (const [address, at] of [
      ['127.0.0.1', this.port],
      [this.lan.neighbour, this.port],
      [this.lan.neighbour, 53],
      [this.internet.server, this.port],
    ] as const) {
      await insist(async () => {
        if (!(await this.reaches('box', address, at))) throw new Error(`nobody answers at ${address}:${at}`);
      }, 20_000);
    }
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
    const command = ['/bin/busybox', 'httpd', '-f', '-p', String(this.port), '-h', '/'];
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
  async reaches(from: string, address: string, at = this.port): Promise<boolean> {
    // Not wget: Debian's static busybox has one that crashes. That nobody answered is no failure: what fails or is late has not asked at all.
    const request = String.raw`printf 'GET /index.html HTTP/1.0\r\n\r\n' | /bin/busybox nc -w 2 "$0" "$1" || true`;
    const ask = ['/bin/busybox', 'sh', '-c', request, address, String(at)];
    return (await run('timeout', '20', ...this.#inside(from), ...ask)).endsWith('here');
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
    // Whatever still runs in there: both ends of a link go at once, with their addresses and routes.
    for (const link of this.#links) await run('ip', 'link', 'delete', link).catch(() => {});
    for (const server of this.#servers) await ended(server);
    for (const container of this.#containers) await run('docker', 'rm', '-f', container).catch(() => {});
    for (const network of this.#networks) await run('docker', 'network', 'rm', network).catch(() => {});
    await run('docker', 'rmi', '-f', this.image).catch(() => {});
    // The one that claims the addresses last.
    for (const name of this.#namespaces.toReversed()) await run('ip', 'netns', 'delete', name).catch(() => {});
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
    return `percloud-${name}-${this.octet}`;
  }

  /** Addresses that no other has now: of two who ask for the same namespace one is refused. */
  async #claimOctet() {
    let refusal: unknown;
    for (let octet = octets.first; octet <= octets.last; octet += 1) {
      this.octet = octet;
      try {
        return await this.#addNamespace('lan');
      } catch (error) {
        refusal = error;
      }
    }
    throw new Error('no addresses are left for another neighbourhood', { cause: refusal });
  }

  async #addNamespace(name: string) {
    await run('ip', 'netns', 'add', this.#namespace(name));
    this.#namespaces.push(this.#namespace(name));
  }

  async #link(name: string, box: string, other: string) {
    const namespace = this.#namespace(name);
    const [here, there] = [`${this.id}${name}0`, `${this.id}${name}1`];
    await run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', namespace);
    this.#links.push(here);
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

async function ended(server: ReturnType<typeof spawn>) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGKILL');
  await gone;
}
