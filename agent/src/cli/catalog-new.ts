import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { relative, resolve } from 'node:path';
import { newApp } from '../../../app-catalog/src/new-app.ts';
import { rootDir } from '../host/root-dir.ts';
import { NotSucceeded, Usage } from './exit-codes.ts';
import { printJson } from './output.ts';

export function createApp(id: string, options: { in: string; json?: boolean }): void {
  const home = createOrExplain(id, resolve(options.in));
  const place = relative('', home);
  const commands = ['lint', 'try', 'test'].map((command) => `  percloud catalog ${command} ${place}\n`);
  if (options.json) printJson({ directory: home });
  else process.stdout.write(`${place} is an app that works. Begin with app.yaml, and look with:\n${commands.join('')}`);
}

function createOrExplain(id: string, parent: string): string {
  try {
    return newApp(id, parent);
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error), 'Choose another id, or another place: --in DIR');
  }
}

/** Runs an app's own tests, wherever it lies, with what this checkout has. */
export async function testApp(directory: string): Promise<void> {
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'app-catalog/vitest.app.config.ts'];
  const child = spawn(process.execPath, args, {
    cwd: rootDir,
    env: { ...process.env, PERCLOUD_APP: resolve(directory) },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new NotSucceeded();
}
