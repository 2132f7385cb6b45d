import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Mirrors, renderSourcesList } from './apt-sources.ts';
import type { Architecture } from './builder.ts';
import { runCommand } from './run-command.ts';

export interface Installed {
  name: string;
  version: string;
}

export interface Update {
  name: string;
  from: string;
  to: string;
}

/** Those of the packages that Debian has newer today. Its package lists are read by apt itself, into a root of its own; nothing is installed. */
export async function findUpdates(
  packages: readonly Installed[],
  { suite, mirrors, architecture }: { suite: string; mirrors: Mirrors; architecture: Architecture },
): Promise<Update[]> {
  const root = mkdtempSync(join(tmpdir(), 'percloud-apt-'));
  try {
    writeFiles(root, { 'etc/apt/sources.list': renderSourcesList(suite, mirrors), 'var/lib/dpkg/status': '' });
    for (const directory of ['var/lib/apt/lists/partial', 'var/cache/apt/archives/partial'])
      mkdirSync(join(root, directory), { recursive: true });
    const apt = (program: string, ...args: string[]) =>
      runCommand(program, [...settings(root, architecture), ...args], { env: { LC_ALL: 'C' } });
    await apt('apt-get', '--quiet', '--error-on=any', 'update');
    const candidates = parsePolicy(await apt('apt-cache', 'policy', ...new Set(packages.map(({ name }) => name))));
    return packages.flatMap(({ name, version }) => {
      const candidate = candidates.get(name);
      return candidate && isNewer(candidate, version) ? [{ name, from: version, to: candidate }] : [];
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** `apt-cache policy`: what would be installed, by package. */
export function parsePolicy(text: string): Map<string, string> {
  const found = [...text.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gm)];
  return new Map(found.flatMap(([, name = '', candidate = '']) => (candidate === '(none)' ? [] : [[name, candidate] as const])));
}

/** As dpkg itself sees it. */
export function isNewer(version: string, than: string): boolean {
  if (version === than) return false;
  const { status, error } = spawnSync('dpkg', ['--compare-versions', version, 'gt', than]);
  if (status !== 0 && status !== 1) throw new Error(`dpkg can’t compare ${version} with ${than}.`, { cause: error });
  return status === 0;
}

const settings = (root: string, architecture: Architecture) =>
  [
    `Dir=${root}`,
    // Debian's keys are this machine's.
    'Dir::Etc::TrustedParts=/etc/apt/trusted.gpg.d',
    'Dir::Etc::Trusted=/usr/share/keyrings/debian-archive-keyring.gpg',
    `APT::Architecture=${architecture}`,
    `APT::Architectures=${architecture}`,
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
  ].flatMap((setting) => ['-o', setting]);

function writeFiles(root: string, files: Record<string, string>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
