import { spawn } from 'node:child_process';

interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** What it reads from its standard input. */
  input?: string;
}

/** Runs a program and returns what it printed. If it fails, the error carries the end of what it said. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    said = (said + text).slice(-4000);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  // A program that doesn't care for its input closes it early.
  child.stdin.on('error', () => {}).end(options.input);
  child.on('error', (cause) => reject(new Error(`${program} could not be started. Run ./percloud up once: it installs it.`, { cause })));
  child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${program} ${args[0] ?? ''} failed:\n${said.trim()}`))));
  return promise;
}
