import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import Docker from 'dockerode';
import { type HostConfig, paths } from '../../src/host/host-config.ts';

const exec = promisify(execFile);

/** Everything an operation may touch, as it is now. Addresses are left out: a container may come back with another one. */
export interface World {
  containers: string[];
  networks: string[];
  subvolumes: string[];
  staging: string[];
  routes: unknown;
  firewall: string;
  rows: { apps: unknown[]; generations: unknown[] };
}

/** `inside`: before a command that is to run in the network of a dockerd of its own. */
export async function world(host: HostConfig, inside: readonly string[] = []): Promise<World> {
  const docker = new Docker({ socketPath: host.dockerSocket });
  const filters = JSON.stringify({ label: [`org.percloud.box=${host.boxId}`] });
  const [containers, networks] = await Promise.all([docker.listContainers({ all: true, filters }), docker.listNetworks({ filters })]);
  return {
    containers: containers.map(({ Names, State }) => `${Names[0]} ${State}`).sort(),
    networks: networks.map(({ Name, Internal }) => `${Name} ${Internal ? 'internal' : 'open'}`).sort(),
    subvolumes: (await subvolumesBelow(paths(host).perclouds)).sort(),
    staging: await readdir(paths(host).staging),
    routes: JSON.parse(withoutAddresses(await caddyConfig(host))),
    firewall: withoutAddresses(await firewall(host, inside)),
    rows: rowsOf(host),
  };
}

/** No app, no table. */
async function firewall(host: HostConfig, inside: readonly string[]): Promise<string> {
  const list = async (...what: string[]) => {
    const [command = '', ...args] = [...inside, 'nft', 'list', ...what];
    return (await exec(command, args)).stdout;
  };
  const table = `percloud_${host.boxId}`;
  return (await list('tables', 'inet')).includes(table) ? list('table', 'inet', table) : '';
}

async function subvolumesBelow(directory: string, depth = 6): Promise<string[]> {
  if (depth === 0) return [];
  const found = await Promise.all(
    (await readdir(directory, { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => {
        const path = `${directory}/${name}`;
        // Inode 256 is a subvolume's root; nothing of ours is nested in one.
        return (await stat(path)).ino === 256 ? [path] : subvolumesBelow(path, depth - 1);
      }),
  );
  return found.flat();
}

export function caddyConfig(host: HostConfig): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: paths(host).caddyAdmin, path: '/config/', headers: { host: '127.0.0.1' } }, (answer) => {
      text(answer).then(resolve, reject);
    });
    asked.on('error', reject).end();
  });
}

const withoutAddresses = (config: string) => config.replace(/10\.213\.\d+\.\d+/g, 'ADDRESS');

function rowsOf(host: HostConfig) {
  const database = new Database(paths(host).database, { readonly: true });
  try {
    return {
      apps: database.prepare('SELECT * FROM app ORDER BY id').all(),
      generations: database.prepare('SELECT * FROM generation ORDER BY app, number').all(),
    };
  } finally {
    database.close();
  }
}

/** What is wrong with a world in which nothing is going on: half-made, left over, missing. */
export function mess(now: World, host: HostConfig): string[] {
  const wrong: string[] = [];
  const appRows = now.rows.apps.map((row) => appRow(row));
  const expectedContainers = appRows.filter((app) => !app.inBin).map((app) => `percloud-${host.boxId}-${app.id}-${app.generation}-`);
  for (const container of now.containers) {
    if (!expectedContainers.some((prefix) => container.startsWith(`/${prefix}`))) wrong.push(`container ${container} is left over`);
  }
  for (const app of appRows) {
    if (app.generation === null) wrong.push(`app ${app.slug} was never finished`);
    const own = now.subvolumes.filter((path) => path.includes(`/apps/${app.id}/`) && !path.includes('/snapshots/'));
    if (own.length !== 1 || !own[0]?.endsWith(`/${app.generation}`)) wrong.push(`generations of ${app.slug}: ${own.join()}`);
    const runs = now.containers.some((container) => container.includes(app.id) && container.endsWith(' running'));
    if (runs !== (!app.inBin && app.desired === 'running')) wrong.push(`${app.slug} ${runs ? 'runs' : 'does not run'}`);
    const nameIsUsed = appRows.some((other) => other.slug === app.slug && !other.inBin);
    if (JSON.stringify(now.routes).includes(`"${app.slug}-`) !== nameIsUsed) wrong.push(`route of ${app.slug}`);
  }
  for (const path of now.subvolumes) if (!appRows.some((app) => path.includes(`/apps/${app.id}/`))) wrong.push(`${path} is left over`);
  for (const network of now.networks) {
    if (!appRows.some((app) => !app.inBin && network.includes(app.id))) wrong.push(`network ${network} is left over`);
  }
  for (const name of now.staging) wrong.push(`staging of ${name} is left over`);
  return wrong;
}

function appRow(row: unknown) {
  const { id, slug, generation, desired, inBinSince } = row as Record<string, string | number | null>;
  return { id: String(id), slug: String(slug), generation: generation ?? null, desired, inBin: inBinSince !== null };
}
