import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Architecture } from '../../app-catalog/src/builder.ts';
import { runCommand } from '../../app-catalog/src/run-command.ts';
import { imageDirectory, workDirectory } from './image.ts';

const checkout = join(imageDirectory, '..');
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), integrity: z.string().optional() })),
});

/** Node as Node itself calls the processor. */
export const nodeArchitecture = (architecture: Architecture) => (architecture === 'amd64' ? 'x64' : 'arm64');

/** Node's program for a processor. npm installs the one of this machine only: another's is fetched, and is what the lock file says or nothing. */
export async function ensureNode(architecture: Architecture): Promise<string> {
  const name = `node-linux-${nodeArchitecture(architecture)}`;
  const installed = join(checkout, 'node_modules', name, 'bin/node');
  if (existsSync(installed)) return installed;
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')));
  const { version, integrity } = lock.packages[`node_modules/${name}`] ?? {};
  if (!version || !integrity) throw new Error(`package-lock.json does not know ${name}.`);
  const home = join(workDirectory, `${name}-${version}`);
  const program = join(home, 'package/bin/node');
  if (existsSync(program)) return program;
  const unfinished = `${home}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  await runCommand('npm', ['pack', `${name}@${version}`, `--pack-destination=${unfinished}`, '--silent'], { cwd: checkout });
  const archive = join(unfinished, `${name}-${version}.tgz`);
  const sum = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (sum !== integrity)
    throw new Error(`${name} ${version} from the npm registry is not what package-lock.json says. Nothing of it is used.`);
  await runCommand('tar', ['--extract', '--no-same-owner', `--file=${archive}`, `--directory=${unfinished}`]);
  rmSync(archive);
  renameSync(unfinished, home);
  return program;
}
