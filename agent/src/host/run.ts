import { spawn } from 'node:child_process';

interface RunOptions {
  input?: string;
  cwd?: string;
  env?: Record<string, string>;
  /** Gets everything the program prints, as it prints it. */
  onOutput?: (text: string) => void;
}

export class CommandFailed extends Error {
  readonly exitCode: number | null;

  constructor(command: string, exitCode: number | null, output: string) {
    super(`${command} ended with ${exitCode ?? 'a signal'}: ${lastLines(output)}`);
    this.name = 'CommandFailed';
    this.exitCode = exitCode;
  }
}

/** npm's own lines about a failed script say nothing about the failure. */
const lastLines = (output: string) =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^npm (?:error|warn|notice)/.test(line))
    .slice(-8)
    .join('\n');

/** Runs a program to its end and gives back what it printed on stdout. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
    let stdout = '';
    let output = '';
    const take = (text: string) => {
      output = (output + text).slice(-20_000);
      options.onOutput?.(text);
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      take(text);
    });
    child.stderr.setEncoding('utf8').on('data', take);
    child.on('error', (error) => reject(new CommandFailed(command, null, error.message)));
    child.on('close', (code) => (code === 0 ? resolve(stdout) : reject(new CommandFailed(`${command} ${args[0] ?? ''}`, code, output))));
    // A program that does not read its input ends the pipe early; its exit code says what matters.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}
