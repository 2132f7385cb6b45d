import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Mirrors, renderSourcesList } from '../../app-catalog/src/apt-sources.ts';
import { inputHash, treeHash } from '../../app-catalog/src/input-hash.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { imageDirectory, type Packages, readImage, workDirectory } from './image.ts';

interface DebianRoot {
  name: string;
  packages: Packages;
  mirrors: Mirrors;
  /** Debian's names for the processors its packages are for; the first is what runs in it. */
  architectures?: readonly string[];
  /** `extract`: packages are unpacked and nothing of them is run: for files that are taken out of it. */
  variant?: 'minbase' | 'extract';
  /** Trees and files of `image/` put in before the packages come: what their scripts find there. */
  before?: readonly { from: string; to: string }[];
  /** Lines added to `/etc/passwd` and `/etc/group`, so that our users' numbers are the same in every image. */
  users?: string;
}

/** A directory with Debian in it, made when what it is made of changed. Gives back its path. */
export async function ensureDebianRoot({
  name,
  packages,
  mirrors,
  architectures = ['amd64'],
  variant = 'minbase',
  before: alsoBefore = [],
  users,
}: DebianRoot): Promise<string> {
  const before = [...alsoBefore, ...(packages.before ? [{ from: packages.before, to: '/' }] : [])];
  const { suite, refreshed, sourceDate } = readImage();
  const trees = Object.fromEntries(
    [...before.map(({ from }) => from), ...(users ? [users] : [])].map((path) => [path, treeHash(join(imageDirectory, path))]),
  );
  const list = renderSourcesList(suite, mirrors, packages);
  const key = inputHash({
    ...trees,
    suite,
    refreshed,
    sourceDate,
    packages: JSON.stringify(packages),
    kind: [variant, ...architectures].join(' '),
    // Which suites and components, but not whose mirror.
    sources: list.replaceAll(/^deb \S+ /gm, ''),
  });
  const root = join(workDirectory, `${name}-${key}`);
  if (existsSync(root)) return root;
  const unfinished = `${root}.new`;
  await removeUnfinished(unfinished);
  mkdirSync(workDirectory, { recursive: true });
  const sources = join(workDirectory, `${name}.list`);
  writeFileSync(sources, list);
  const at = (path: string) => join(imageDirectory, path);
  const hooks = [
    ...(users ? ['passwd', 'group'].map((file) => `--essential-hook=cat ${at(users)}/${file} >> "$1"/etc/${file}`) : []),
    ...before.map(({ from, to }) => `--essential-hook=mkdir -p "$1"${to} && cp -r ${at(from)}/. "$1"${to}/`),
    '--customize-hook=rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*',
  ];
  await runCommand(
    'mmdebstrap',
    [
      `--variant=${variant}`,
      `--architectures=${architectures.join(',')}`,
      '--mode=root',
      '--format=directory',
      `--include=${packages.packages.join(',')}`,
      ...packages.exclude.map((path) => `--dpkgopt=path-exclude=${path}`),
      ...packages.include.map((path) => `--dpkgopt=path-include=${path}`),
      '--aptopt=Acquire::Languages "none"',
      '--aptopt=APT::Install-Recommends "false"',
      ...hooks,
      suite,
      unfinished,
      sources,
    ],
    { env: { SOURCE_DATE_EPOCH: epochOf(sourceDate) } },
  );
  renameSync(unfinished, root);
  // Half a gigabyte each: what the one before was made of is no longer asked for.
  for (const old of readdirSync(workDirectory).filter((one) => one.startsWith(`${name}-`) && one !== basename(root)))
    rmSync(join(workDirectory, old), { recursive: true });
  return root;
}

export const epochOf = (time: string) => String(Date.parse(time) / 1000);

/** A build that was killed has left the machine's own `/proc`, `/sys` and devices mounted in it: nothing of these may be removed. */
async function removeUnfinished(root: string) {
  const mounted = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(`${root}/`));
  for (const place of mounted.reverse()) await runCommand('umount', ['--lazy', place]);
  await runCommand('rm', ['--recursive', '--force', '--one-file-system', root]);
}
