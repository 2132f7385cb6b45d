import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashTree } from './hash-tree.ts';
import { readVersion, rootDir } from './root-dir.ts';
import { run } from './run.ts';

export interface Build {
  title: string;
  /** The workspace whose script it is. */
  in: string;
  script: string;
  args?: readonly string[];
  inputs: readonly string[];
  output: string;
}

const contract = 'agent/contract';
const lock = 'package-lock.json';
const panelSources = ['src', 'public', 'landing', 'build', 'index.html', 'vite.config.ts', 'package.json'].map(
  (name) => `control-ui/${name}`,
);
const catalogSources = ['app-catalog/base', 'app-catalog/apps', 'app-catalog/src', 'app-catalog/package.json', 'app-catalog/catalog.yaml'];

/** What is built from the checkout, and from what. */
export const builds = {
  agent: {
    title: 'Build agent and gate',
    in: 'agent',
    script: 'build',
    inputs: [
      'agent/src',
      contract,
      'hardware/src',
      'provisioning/src',
      'agent/package.json',
      'agent/rolldown.config.ts',
      'tsconfig.json',
      lock,
    ],
    output: 'agent/dist/agent.mjs',
  },
  panel: {
    title: 'Build the panel',
    in: 'control-ui',
    script: 'build',
    inputs: [...panelSources, contract, lock],
    output: 'control-ui/dist/index.html',
  },
  catalog: {
    title: 'Build base image and catalog',
    in: '.',
    script: 'catalog:build',
    inputs: [...catalogSources, contract],
    output: 'app-catalog/dist/catalog/catalog.json',
  },
} as const satisfies Record<string, Build>;

/**
 * The catalog for a box of this architecture; on another one its images are built in an emulated machine, which takes much longer.
 * `apps`: their ids, separated by commas, where not all are wanted.
 */
export function catalogFor(architecture: 'amd64' | 'arm64', apps?: string): Build {
  if (!apps && architecture === (process.arch === 'arm64' ? 'arm64' : 'amd64')) return builds.catalog;
  const args = ['--', '--arch', architecture, ...(apps ? ['--apps', apps] : [])];
  const output = `app-catalog/dist/catalog-${architecture}/catalog.json`;
  return { ...builds.catalog, title: `${builds.catalog.title} for ${architecture}`, args, output };
}

/** What the tests start in a virtual machine; made of all that is built. */
export const testImage = {
  title: 'Build the image',
  in: '.',
  script: 'image:build',
  inputs: ['image', 'provisioning', ...Object.values(builds).flatMap(({ inputs }) => inputs), 'hardware/boards'],
  output: `image/dist/dev/percloud-x86-64-${readVersion()}-dev.img`,
} as const satisfies Build;

/** Most of the work on it, which needs nothing that is built. */
export const testImageDebian: Build = {
  ...testImage,
  title: 'Make Debian for the image',
  args: ['--', '--only-debian'],
  inputs: ['image', 'provisioning'],
  output: 'image/.cache',
};

/** The same for another processor; they need their catalog: `catalogFor('arm64')`. */
export const foreignTestImages: readonly Build[] = ['raspberry-pi', 'arm64-efi'].map((board) => ({
  ...testImage,
  title: `${testImage.title} for ${board}`,
  args: ['--', '--board', board],
  output: testImage.output.replace('x86-64', board),
}));

/** Builds unless nothing it is made from has changed since it was built. */
export async function ensureBuilt(
  build: Build,
  say: (text: string) => void,
  environment: Record<string, string> = {},
): Promise<string | undefined> {
  const output = join(rootDir, build.output);
  const stampFile = join(rootDir, '.cache/builds', build.output.replaceAll('/', '-'));
  const stamp = await hashTree(build.inputs.map((input) => join(rootDir, input)));
  if (existsSync(output) && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return 'unchanged';
  await run('npm', ['run', build.script, ...(build.args ?? [])], { cwd: join(rootDir, build.in), env: environment, onOutput: say });
  await mkdir(dirname(stampFile), { recursive: true });
  await writeFile(stampFile, stamp);
  return undefined;
}
