import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renderFirstCaddy } from '../routes/render-caddy.ts';
import { ensureArrivalsMoveOn } from './arriving-connections.ts';
import { hostFileOf, writeWhole } from './box.ts';
import { caddyUser, gateUser } from './directories.ts';
import { type HostConfig, paths } from './host-config.ts';
import { programPaths } from './program.ts';
import { readForeign } from './read-foreign.ts';
import { rootDir } from './root-dir.ts';

const autosaveLimitBytes = 50_000_000;
/** Young objects in 1 MB: too little to be shared out among threads. The image's units say the same. */
const littleMemory = ['--max-semi-space-size=1', '--no-parallel-scavenge'];

export interface Service {
  name: 'caddy' | 'gate' | 'agent';
  command: string;
  args: string[];
  env: Record<string, string>;
  /** What a new start would run differently: a changed one is worth a restart. */
  stamp: () => string;
  /** Before every start. */
  prepare?: () => Promise<void>;
}

/** The three processes of an installation, in the order they start. */
export function services(host: HostConfig): Service[] {
  const hostFile = hostFileOf(host);
  const env = { PERCLOUD_HOST: hostFile, NODE_ENV: 'production' };
  const agentBundle = join(rootDir, 'agent/dist/agent.mjs');
  const program = programPaths(host);
  return [
    caddyService(host),
    {
      name: 'gate',
      // The node of the checkout may lie where only root can read.
      ...as(gateUser, [], program.node, [...littleMemory, program.gate]),
      env,
      stamp: () => hashFiles([program.gate, hostFile]),
    },
    {
      name: 'agent',
      // The gate's node: two processes of one file share its 43 MB in memory.
      command: program.node,
      args: [...littleMemory, agentBundle],
      env: { ...env, NODE_COMPILE_CACHE: join(host.dataDir, 'program/compile-cache') },
      stamp: () => hashFiles([agentBundle, hostFile]),
    },
  ];
}

function caddyService(host: HostConfig): Service {
  const home = join(host.dataDir, 'caddy');
  // Not in Caddy's home: what root writes there could be led astray by a link.
  const firstConfig = join(host.runDir, 'caddy.json');
  const autosave = join(home, 'config/caddy/autosave.json');
  return {
    name: 'caddy',
    // --resume: Caddy keeps its routes while the agent is away.
    ...as(caddyUser, ['net_bind_service'], 'caddy', ['run', '--resume', '--config', firstConfig]),
    env: { HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'data'), PERCLOUD_HOST: hostFileOf(host) },
    stamp: () => hashFiles([firstConfig]),
    prepare: async () => {
      await ensureArrivalsMoveOn();
      const { caddyAdmin } = paths(host);
      // Its own copy of its routes names ports and paths: those of an installation that was moved are no good.
      const place = `${host.httpsPort} ${host.httpPort} ${host.dataDir}`;
      const placeFile = join(host.dataDir, 'caddy-place');
      if (readOr(placeFile, '') !== place || !isWhole(autosave)) await rm(autosave, { force: true });
      await writeWhole(placeFile, place, 0o600);
      // Caddy 2.6 answers "address in use" to a socket its predecessor left behind.
      await rm(caddyAdmin, { force: true });
      await writeWhole(firstConfig, JSON.stringify(renderFirstCaddy(host)), 0o644);
    },
  };
}

/** As another user, with these capabilities and no way to more. */
function as(user: string, capabilities: readonly string[], command: string, args: string[]) {
  const kept = capabilities.map((name) => `+${name}`);
  const set = ['-all', ...kept].join(',');
  const flags = ['--reuid', user, '--regid', user, '--init-groups', '--no-new-privs', '--inh-caps', set, '--bounding-set', set];
  if (kept.length > 0) flags.push('--ambient-caps', set);
  return { command: 'setpriv', args: [...flags, '--', command, ...args] };
}

export const hashFiles = (files: readonly string[]) => {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readOr(file, 'missing')).update('\0');
  return hash.digest('hex');
};

function readOr(path: string, otherwise: string) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}

/** Caddy's own copy of its routes, which a power cut may have cut off. */
function isWhole(autosave: string) {
  try {
    JSON.parse(readForeign(autosave, autosaveLimitBytes));
    return true;
  } catch {
    return false;
  }
}
