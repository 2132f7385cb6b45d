import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request as plainRequest, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { GateView } from '../../src/gate/view.ts';
import { Caddy } from '../../src/gateways/caddy.ts';
import { ensureCertificates } from '../../src/host/certificates.ts';
import { type HostConfig, paths } from '../../src/host/host-config.ts';
import { renderCaddy, renderFirstCaddy } from '../../src/routes/render-caddy.ts';
import type { RoutedApp } from '../../src/routes/routed-app.ts';
import { freePort } from '../free-port.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

interface Asked {
  method?: string;
  /** As pairs, so that every spelling goes out as it is. */
  headers?: [name: string, value: string][];
  body?: string | Buffer;
  /** Default: the host's own name. */
  servername?: string;
}

/** A real Caddy and a real gate in a directory of their own, with a view the test writes. */
export class Installation {
  readonly host: HostConfig;
  readonly caddy: Caddy;
  readonly root = mkdtempSync(join(tmpdir(), 'percloud-gate-'));
  #gate: ChildProcess | undefined;
  #caddyProcess: ChildProcess | undefined;
  #rootCertificate = Buffer.alloc(0);

  private constructor(httpsPort: number, httpPort: number) {
    this.host = {
      kind: 'machine',
      boxId: `t${randomBytes(4).toString('hex').slice(0, 7)}`,
      version: '0.0.0',
      dataDir: join(this.root, 'data'),
      runDir: join(this.root, 'run'),
      hostname: 'percloud.localhost',
      appDomain: 'localhost',
      httpsPort,
      httpPort,
      panelDir: join(this.root, 'panel'),
      boardsDir: join(this.root, 'boards'),
      dockerSocket: '/var/run/docker.sock',
      catalog: { address: 'file:///nowhere', publicKey: '' },
    };
    this.caddy = new Caddy(this.host);
  }

  static async start(apps: readonly RoutedApp[]): Promise<Installation> {
    const installation = new Installation(await freePort(), await freePort());
    try {
      await installation.#start(apps);
    } catch (error) {
      await installation.stop();
      throw error;
    }
    return installation;
  }

  async #start(apps: readonly RoutedApp[]) {
    const { host, root } = this;
    const at = paths(host);
    for (const directory of [at.ca, join(host.dataDir, 'gate/used'), join(host.runDir, 'gate'), join(host.runDir, 'caddy')])
      mkdirSync(directory, { recursive: true });
    mkdirSync(join(host.runDir, 'for-caddy'));
    mkdirSync(join(host.panelDir, 'assets'), { recursive: true });
    mkdirSync(join(host.panelDir, 'landing'));
    writeFileSync(join(host.panelDir, 'index.html'), 'the panel');
    writeFileSync(join(host.panelDir, 'assets/main-1234.js'), '// hashed');
    writeFileSync(join(host.panelDir, 'landing/index.html'), 'the landing page');
    writeFileSync(join(root, 'host.json'), JSON.stringify(host));
    await ensureCertificates(at.ca, { boxId: host.boxId, caddyUser: 'root' });
    this.#rootCertificate = readFileSync(join(at.ca, 'root.crt'));
    await this.startGate();
    await this.#startCaddy();
    await this.publish(apps);
    for (const name of [host.hostname, ...apps.map((app) => app.host)]) expect(await this.caddy.hasCertificate(name), name).toBe(true);
  }

  publish(apps: readonly RoutedApp[]) {
    return this.caddy.load(renderCaddy(this.host, apps));
  }

  async startGate() {
    const main = join(import.meta.dirname, '../../src/gate/main.ts');
    rmSync(paths(this.host).gateSocket, { force: true });
    this.#gate = spawn(process.execPath, [main], {
      env: { ...process.env, PERCLOUD_HOST: join(this.root, 'host.json') },
      stdio: 'inherit',
    });
    await until(() => existsSync(paths(this.host).gateSocket));
  }

  get gatePid() {
    return this.#gate?.pid ?? 0;
  }

  async stopGate(signal: NodeJS.Signals = 'SIGKILL') {
    await ended(this.#gate, signal);
  }

  async #startCaddy() {
    const { caddyAdmin } = paths(this.host);
    const config = join(this.root, 'caddy.json');
    writeFileSync(config, JSON.stringify(renderFirstCaddy(this.host)));
    const env = { ...process.env, XDG_DATA_HOME: join(this.root, 'caddy'), XDG_CONFIG_HOME: join(this.root, 'caddy') };
    this.#caddyProcess = spawn('caddy', ['run', '--config', config], {
      env,
      stdio: ['ignore', 'ignore', process.env.CADDY_LOG ? 'inherit' : 'ignore'],
    });
    await until(() => existsSync(caddyAdmin));
  }

  /** As the agent does it: written beside and renamed. */
  writeView(view: GateView) {
    this.writeRawView(JSON.stringify(view));
  }

  writeRawView(text: string) {
    const { gateView } = paths(this.host);
    writeFileSync(`${gateView}.new`, text);
    renameSync(`${gateView}.new`, gateView);
  }

  /** Over TLS and verified against this installation's root, with exactly these headers. */
  ask(hostname: string, path: string, { method = 'GET', headers = [], body, servername = hostname }: Asked = {}): Promise<Answer> {
    const { httpsPort: port } = this.host;
    const all = [
      ['Host', `${hostname}:${port}`],
      ...headers,
      ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))]]),
    ];
    return new Promise((resolve, reject) => {
      const sent = request(
        { host: '127.0.0.1', port, servername, ca: this.#rootCertificate, path, method, headers: all.flat(), agent: false },
        (response) => collect(response).then(resolve, reject),
      );
      sent.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** What a response brings, piece by piece. */
  arrivals(hostname: string, path: string, arrived: (text: string) => void): Promise<string[]> {
    const { httpsPort: port } = this.host;
    const all: string[] = [];
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, servername: hostname, ca: this.#rootCertificate, path, agent: false };
      request({ ...options, headers: { host: `${hostname}:${port}` } }, (response) => {
        response.on('data', (part: Buffer) => {
          all.push(String(part));
          arrived(String(part));
        });
        response.on('end', () => resolve(all));
      })
        .on('error', reject)
        .end();
    });
  }

  askPlainly(hostname: string, path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { httpPort: port } = this.host;
      plainRequest({ host: '127.0.0.1', port, path, headers: { host: `${hostname}:${port}` }, agent: false }, (response) =>
        collect(response).then(resolve, reject),
      )
        .on('error', reject)
        .end();
    });
  }

  async stop() {
    await Promise.all([ended(this.#gate, 'SIGTERM'), ended(this.#caddyProcess, 'SIGTERM')]);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** An app that says what reached it. */
export async function startEcho(): Promise<{ address: string; server: Server }> {
  const server = createServer((asked, answer) => {
    let bytes = 0;
    asked.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    asked.on('end', () => {
      answer.writeHead(200, { 'content-type': 'application/json', 'strict-transport-security': 'max-age=1' });
      answer.end(JSON.stringify({ method: asked.method, url: asked.url, headers: asked.rawHeaders, bytes }));
    });
  });
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

async function collect(
  response: NodeJS.ReadableStream & { statusCode?: number | undefined; headers: IncomingHttpHeaders },
): Promise<Answer> {
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, body };
}

function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await sleep(20);
  }
}
