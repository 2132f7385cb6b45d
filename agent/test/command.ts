import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { rootDir } from '../src/host/root-dir.ts';

export interface CommandOutcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `percloud …` as a person types it in a pipe, without the launcher's look at the machine. */
export function percloud(dataDir: string, args: readonly string[], input = ''): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(rootDir, 'agent/src/cli/main.ts'), ...args, '--data', dataDir]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(input);
  });
}
