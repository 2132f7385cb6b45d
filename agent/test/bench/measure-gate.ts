import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appCookie, appCookieValue } from '../../src/gate/cookies.ts';
import { hashSecret } from '../../src/gate/hash-secret.ts';
import { gateViewSchema } from '../../src/gate/view.ts';
import { ensureCertificates } from '../../src/host/certificates.ts';
import { type HostConfig, originOf, paths } from '../../src/host/host-config.ts';
import { renderCaddy } from '../../src/routes/render-caddy.ts';
import { freePort } from '../free-port.ts';
import { notes, sampleView, secrets } from '../gate/sample-view.ts';

export interface Measurement {
  name: string;
  value: number;
  unit: string;
  goal: string;
  met: boolean | null;
}

const plainHost = 'plain-ada.localhost';
const rounds = 5;
const requestsPerRound = 1_000;

/** What the gate adds to a request through Caddy: the same app behind the same Caddy, with the gate and without, turn by turn. */
export async function measureGate(): Promise<Measurement[]> {
  const root = mkdtempSync(join(tmpdir(), 'percloud-bench-'));
  const app = createServer((_, answer) => answer.end('hello'));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(app.address() as AddressInfo).port}`;
  const host = await prepare(root, address);
  const processes = [start('caddy', ['run', '--config', join(root, 'caddy.json')], root), start(process.execPath, gateCommand(), root)];
  try {
    await sleep(2_000);
    const idleBytes = pssBytes(processes[1]);
    const gated = client(host, root, notes.host);
    const plain = client(host, root, plainHost);
    const results: { gated: Round; plain: Round }[] = [];
    for (let round = -1; round < rounds; round++) {
      const result = { gated: await measureRound(gated), plain: await measureRound(plain) };
      if (round >= 0) results.push(result);
    }
    const addedMs = median(results.map((result) => result.gated.p95Ms - result.plain.p95Ms));
    return [
      { name: 'gate: added latency per request, p95', value: round(addedMs), unit: 'ms', goal: '≤ 2', met: addedMs <= 2 },
      {
        name: 'requests a second through Caddy and gate',
        value: round(median(results.map(({ gated }) => gated.perSecond))),
        unit: '1/s',
        goal: '',
        met: null,
      },
      {
        name: 'requests a second through Caddy alone',
        value: round(median(results.map(({ plain }) => plain.perSecond))),
        unit: '1/s',
        goal: '',
        met: null,
      },
      { name: 'gate alone: idle PSS', value: round(idleBytes / 1e6), unit: 'MB', goal: '≤ 60', met: idleBytes <= 60e6 },
    ];
  } finally {
    for (const child of processes) child.kill('SIGKILL');
    app.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function prepare(root: string, address: string): Promise<HostConfig> {
  const host: HostConfig = {
    kind: 'machine',
    boxId: 'bench000',
    version: '0.0.0',
    dataDir: root,
    runDir: root,
    hostname: 'percloud.localhost',
    appDomain: 'localhost',
    httpsPort: await freePort(),
    httpPort: await freePort(),
    panelDir: root,
    dockerSocket: '/var/run/docker.sock',
    catalog: { address: 'file:///nowhere', publicKey: '' },
  };
  for (const name of ['ca', 'gate/used', 'caddy']) mkdirSync(join(root, name), { recursive: true });
  await ensureCertificates(paths(host).ca, { boxId: host.boxId, caddyUser: 'root' });
  const apps = [notes.host, plainHost].map((name) => ({ id: name, host: name, address, open: true }));
  writeFileSync(join(root, 'host.json'), JSON.stringify(host));
  writeFileSync(paths(host).gateView, JSON.stringify(sampleView(originOf(host.hostname, host))));
  writeFileSync(join(root, 'caddy.json'), withoutGate(JSON.stringify(renderCaddy(host, apps)), plainHost, address));
  return host;
}

/** The rendered configuration, but the plain host leads straight to the app. */
function withoutGate(config: string, name: string, address: string): string {
  const plain = { match: [{ host: [name] }], handle: [{ handler: 'reverse_proxy', upstreams: [{ dial: address }] }], terminal: true };
  return config.replace('"routes":[', `"routes":[${JSON.stringify(plain)},`);
}

const gateCommand = () => {
  const built = join(import.meta.dirname, '../../dist/gate.mjs');
  return ['--max-semi-space-size=1', existsSync(built) ? built : join(import.meta.dirname, '../../src/gate/main.ts')];
};

const start = (command: string, args: string[], root: string): ChildProcess =>
  spawn(command, args, {
    env: { ...process.env, PERCLOUD_HOST: join(root, 'host.json'), XDG_DATA_HOME: join(root, 'xdg'), XDG_CONFIG_HOME: join(root, 'xdg') },
    stdio: 'ignore',
  });

function client(host: HostConfig, root: string, name: string) {
  const view = gateViewSchema.parse(JSON.parse(readFileSync(paths(host).gateView, 'utf8')));
  const cookie = `${appCookie}=${appCookieValue(Buffer.from(view.key, 'base64'), hashSecret(secrets.ada), name)}`;
  const ca = readFileSync(join(root, 'ca/root.crt'));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const options = { host: '127.0.0.1', port: host.httpsPort, servername: name, ca, agent, headers: { host: name, cookie } };
  return () =>
    new Promise<void>((resolve, reject) => {
      request(options, (response) => {
        if (response.statusCode !== 200) reject(new Error(`${name} answers ${response.statusCode}`));
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
}

interface Round {
  p95Ms: number;
  perSecond: number;
}

async function measureRound(ask: () => Promise<void>): Promise<Round> {
  const times: number[] = [];
  const started = performance.now();
  for (let each = 0; each < requestsPerRound; each++) {
    const before = performance.now();
    await ask();
    times.push(performance.now() - before);
  }
  const seconds = (performance.now() - started) / 1_000;
  times.sort((one, other) => one - other);
  return { p95Ms: times[Math.floor(times.length * 0.95)] ?? 0, perSecond: requestsPerRound / seconds };
}

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number) => Math.round(value * 100) / 100;
const pssBytes = (child: ChildProcess | undefined) =>
  Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${child?.pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;

if (import.meta.main) process.stdout.write(`${JSON.stringify(await measureGate(), null, 2)}\n`);
