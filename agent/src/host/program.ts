import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { hashTree } from './hash-tree.ts';
import type { HostConfig } from './host-config.ts';
import { rootDir } from './root-dir.ts';

/** Copies of what Caddy and the gate read: the checkout may lie where only root can. */
export const programPaths = (host: Pick<HostConfig, 'dataDir'>) => {
  const dir = join(host.dataDir, 'program');
  return { dir, node: join(dir, 'bin/node'), gate: join(dir, 'gate/gate.mjs'), panel: join(dir, 'panel') };
};

/** Each part is copied when it differs, and swapped in whole. */
export async function ensureProgram(host: Pick<HostConfig, 'dataDir'>): Promise<void> {
  const { dir } = programPaths(host);
  const [gate, gateMap] = [join(rootDir, 'agent/dist/gate.mjs'), join(rootDir, 'agent/dist/gate.mjs.map')];
  await ensureCopy(dir, 'gate', [gate, gateMap]);
  await ensureCopy(dir, 'panel', [join(rootDir, 'control-ui/dist')]);
  await ensureCopy(dir, 'bin', [process.execPath], process.version);
}

/** A single directory becomes the part itself, files are put into it. `version` spares hashing what it names already. */
async function ensureCopy(dir: string, part: string, sources: readonly string[], version?: string) {
  const target = join(dir, part);
  const stampFile = join(dir, `${part}.stamp`);
  const present = sources.filter((source) => existsSync(source));
  const stamp = version ?? (await hashTree(present));
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp && existsSync(target)) return;
  const next = `${target}.new`;
  await rm(next, { recursive: true, force: true });
  await mkdir(next, { mode: 0o755 });
  for (const source of present) {
    const isDirectory = (await stat(source)).isDirectory();
    await cp(source, isDirectory ? next : join(next, basename(source)), { recursive: true });
  }
  await rm(`${target}.old`, { recursive: true, force: true });
  if (existsSync(target)) await rename(target, `${target}.old`);
  await rename(next, target);
  await rm(`${target}.old`, { recursive: true, force: true });
  await writeFile(stampFile, stamp);
}
