import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Joining a network takes half a minute; longer than this nobody answers. */
const timeoutMs = 120_000;

/**
 * Runs one of the programs the box has for its network, in the locale C, for what it says is read. No secret may be among the arguments: whoever is on the box sees them.
 * @returns its standard output
 * @throws what it said on standard error
 */
export async function runProgram(program: 'nmcli' | 'nft' | 'iw', ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(program, args, { env: { ...process.env, LC_ALL: 'C' }, timeout: timeoutMs });
    return stdout;
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new Error(`${program}: ${said || 'did not answer'}`, { cause });
  }
}

/** The same for values of `nmcli`. */
export const askNetworkManager = (fields: string, ...args: string[]): Promise<string> =>
  runProgram('nmcli', '--terse', '--escape', 'yes', '--colors', 'no', '--fields', fields, ...args);
