import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { DockerEngine } from '../gateways/docker.ts';

const exec = promisify(execFile);

/** What runs on the machine, by its name; what doesn't answer is left out. */
export async function readVersions(percloud: string, docker: DockerEngine): Promise<Record<string, string>> {
  const [system, dockerd, caddy] = await Promise.all([readSystem(), dockerVersion(docker), caddyVersion()]);
  const known = { percloud, ...system, linux: release(), docker: dockerd, caddy, node: process.versions.node };
  return Object.fromEntries(Object.entries(known).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** os-release(5). Debian writes its point release in a file of its own. */
async function readSystem(): Promise<Record<string, string>> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const id = field('ID');
  const point = id === 'debian' ? await readFile('/etc/debian_version', 'utf8').catch(() => '') : '';
  return id ? { [id]: point.trim() || field('VERSION_ID') } : {};
}

async function dockerVersion({ api }: DockerEngine) {
  try {
    return z.object({ Version: z.string() }).parse(await api.version()).Version;
  } catch {
    return undefined;
  }
}

/** `2.6.2` as Debian builds it, `v2.11.2 h1:…` as others do. */
async function caddyVersion() {
  try {
    return /^v?(\S+)/.exec((await exec('caddy', ['version'], { timeout: 5_000 })).stdout)?.[1];
  } catch {
    return undefined;
  }
}
