import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language } from '@percloud/contract/words';
import { type ApiClient, socketClient } from '../src/cli/client.ts';
import { ensureBtrfsDirectory } from '../src/host/btrfs-directory.ts';
import { type HostConfig, paths } from '../src/host/host-config.ts';
import { services } from '../src/host/services.ts';
import { ensureInstallation } from '../src/host/up.ts';
import { waitUntilReady } from '../src/host/wait-until-ready.ts';
import { clearAway, markOwner } from './clear-away.ts';
import type { PrivateDockerd } from './disturbances/private-dockerd.ts';
import { freePort } from './free-port.ts';
import { Person } from './person.ts';
import { TestProcess } from './test-process.ts';

export interface InstallationOptions {
  /** Of its sparse btrfs; small ones make a full disk easy. At least 300 MB. */
  sizeBytes?: number;
  /** Default: the one built from this checkout. */
  catalog?: HostConfig['catalog'];
  /** For the agent, at its first start. */
  env?: Record<string, string>;
  /** Instead of the machine's: everything runs in its network then. */
  dockerd?: PrivateDockerd;
  /** Host names of another installation on this machine, which only this one can look up: glibc doesn't know names below .localhost. */
  knows?: readonly string[];
}

/**
 * A real installation of its own for a test file: btrfs, CA, Caddy, gate and agent as `percloud up` makes them, but children of the test,
 * so that each can be killed and started alone. Docker is the machine's. `stop` leaves nothing behind.
 */
export async function startInstallation(options: InstallationOptions = {}): Promise<Installation> {
  const home = await mkdtemp(join(tmpdir(), 'percloud-test-'));
  // Caddy and the gate have to get through.
  await chmod(home, 0o711);
  await markOwner(home);
  const dataDir = join(home, 'data');
  try {
    await ensureBtrfsDirectory(dataDir, options.sizeBytes ?? 2 * 1024 ** 3);
    const [httpsPort, httpPort] = [await freePort(), await freePort()];
    const host = await ensureInstallation(dataDir, { httpsPort, httpPort, catalog: options.catalog });
    await options.dockerd?.adopt(host);
    const inside = options.knows ? await withHostsFile(join(home, 'hosts'), options.knows) : options.dockerd?.inside;
    const installation = new Installation(home, host, inside);
    await installation.start(options.env);
    return installation;
  } catch (error) {
    await clearAway(home);
    throw error;
  }
}

/** With the mounts come copies of them all: a disk for backups that somebody else has mounted would stay in use for as long as this runs. */
const withOwnHosts = `mount --bind "$0" /etc/hosts || exit
awk '$2 ~ "^/run/percloud/[^/]+/disks/" { print $2 }' /proc/self/mounts | xargs --no-run-if-empty umount --lazy 2>/dev/null
exec "$@"`;

/** What comes before a command that runs with an /etc/hosts of its own. */
async function withHostsFile(file: string, names: readonly string[]): Promise<string[]> {
  await writeFile(file, `127.0.0.1 localhost ${names.join(' ')}\n`);
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', withOwnHosts, file];
}

export class Installation {
  readonly host: HostConfig;
  readonly caddy: TestProcess;
  readonly gate: TestProcess;
  readonly agent: TestProcess;
  /** Root, over root's own socket. */
  readonly root: ApiClient;
  private readonly home: string;

  constructor(home: string, host: HostConfig, inside: readonly string[] = []) {
    this.home = home;
    this.host = host;
    const [caddy, gate, agent] = services(host).map((service) => {
      const [command = '', ...args] = [...inside, service.command, ...service.args];
      return new TestProcess({ ...service, command, args }, host);
    });
    if (!caddy || !gate || !agent) throw new Error('an installation has three processes');
    [this.caddy, this.gate, this.agent] = [caddy, gate, agent];
    this.root = socketClient(paths(host).agentSocket);
  }

  /** All three; returns when the panel's address answers. */
  async start(agentEnv: Record<string, string> = {}): Promise<void> {
    await Promise.all([this.caddy.start(), this.gate.start()]);
    await this.startAgent({ env: agentEnv });
    await waitUntilReady(this.host);
  }

  /** Returns when the agent answers on root's socket. */
  startAgent({ env = {} }: { env?: Record<string, string> } = {}): Promise<void> {
    return this.agent.start(env);
  }

  async restartAgent(env: Record<string, string> = {}): Promise<void> {
    await this.agent.kill('SIGKILL');
    await this.startAgent({ env });
  }

  /** Somebody with a browser who is not signed in. */
  visitor(): Person {
    return new Person({ ...this.host, rootCertificate: readFileSync(`${paths(this.host).ca}/root.crt`) });
  }

  /** The first person: claims the box, is signed in, owns the first percloud. */
  async claim(name = 'ada', password = 'correct horse battery', language: Language = 'en'): Promise<Person> {
    const person = this.visitor();
    const { code } = await this.root.call('getClaimCode');
    await person.api.call('claim', { body: { code: code ?? '', name, displayName: 'Ada', language, password } });
    return person;
  }

  async stop(): Promise<void> {
    await clearAway(this.home);
  }
}
