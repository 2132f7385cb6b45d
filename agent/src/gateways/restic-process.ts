import { type ChildProcess, spawn } from 'node:child_process';
import { PassThrough, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where a repository is and how it is opened. Never in argv: what is secret lies in files that only root reads, or in the environment. */
export interface Repository {
  /** Holds its address as restic takes it; that of a REST server may contain a password. */
  addressFile: string;
  passwordFile: string;
  /** The id of the key that the password opens. */
  keyHint?: string;
  /** Where it lies, on a disk of this machine. */
  directory?: string;
  /** The keys of an S3 server; read from a file of root's just before. */
  environment?: Readonly<Record<string, string>>;
  /** Of a server that vouches for itself. */
  certificateFile?: string;
  /** For `-o`: the command that opens SFTP. */
  options?: readonly string[];
}

interface ResticOptions {
  directory?: string;
  environment?: Repository['environment'];
  signal?: AbortSignal;
  /** Gets each line as it is printed. */
  onLine?: (line: string) => void;
  /** Asked now and then: true as long as it has to stand still. */
  standStill?: () => Promise<boolean>;
  /** How often it may be told that something did not work and is tried again. Default: as long as restic wants, a quarter of an hour. */
  triesAtMost?: number | undefined;
  /** The same before it has printed anything: it has not reached the place yet. */
  triesAtFirst?: number | undefined;
}

export class ResticFailed extends Error {
  readonly exitCode: number | null;
  readonly said: string;

  constructor(command: string, exitCode: number | null, said: string) {
    super(`restic ${command} ended with ${exitCode ?? 'a signal'}: ${said.split('\n').slice(0, 8).join('\n')}`);
    this.name = 'ResticFailed';
    this.exitCode = exitCode;
    this.said = said;
  }
}

/** A file descriptor by which the command that opens SFTP speaks past restic: it often ends before it has passed on what it was told. */
export const pastRestic = 3;
const run = ['-c', `exec "$@" ${pastRestic}>&2`, 'sh', 'nice', '-n', '10'];

const askEveryMs = 5_000;
/** Restic cleans up its lock when asked to end; a target that no longer answers would hold it for ever. */
const graceMs = 10_000;

const environmentOf = (environment: Repository['environment']) => ({
  PATH: process.env.PATH,
  HOME: '/root',
  LANG: 'C.UTF-8',
  // What it keeps of each day goes by the same days.
  ...(process.env.TZ === undefined ? {} : { TZ: process.env.TZ }),
  ...environment,
});

/** The beginning says what happened; where restic itself breaks down, it is followed by a long trace. */
const shortened = (text: string) => (text.length > 20_000 ? `${text.slice(0, 10_000)}\n…\n${text.slice(-9_000)}` : text);

/** Runs restic behind everything else that wants processor and disk. Gives back its lines. Aborted, it is gone when this rejects. */
export function runRestic(
  args: readonly string[],
  { directory, environment, signal, onLine, standStill, triesAtMost = Number.POSITIVE_INFINITY, triesAtFirst = triesAtMost }: ResticOptions,
): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  if (signal?.aborted) return Promise.reject(signal.reason);
  const child = spawn('sh', [...run, 'ionice', '-c', 'idle', 'restic', ...args], {
    cwd: directory ?? '/',
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let [rest, said] = ['', ''];
  let mayTry = triesAtFirst;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    mayTry = triesAtMost;
    const complete = (rest + text).split('\n');
    rest = complete.pop() ?? '';
    for (const line of complete) {
      if (onLine) onLine(line);
      else lines.push(line);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = shortened(said + text);
    if (said.split('retrying after').length > mayTry) end();
  });
  let killing: NodeJS.Timeout | undefined;
  // The shell, nice and ionice become restic: the process is always the one that was started.
  const over = new AbortController();
  if (standStill) void keepAsking(child, standStill, over.signal);
  const end = () => {
    if (killing) return;
    over.abort();
    child.kill('SIGINT');
    child.kill('SIGCONT');
    killing = setTimeout(() => {
      child.kill('SIGKILL');
      // ssh, which a silent server holds up, can still speak there.
      child.stderr.destroy();
    }, graceMs);
  };
  signal?.addEventListener('abort', end, { once: true });
  child.on('error', reject);
  child.on('close', (code) => {
    over.abort();
    clearTimeout(killing);
    signal?.removeEventListener('abort', end);
    if (rest) lines.push(rest);
    if (signal?.aborted) reject(signal.reason);
    else if (code === 0) resolve(lines);
    else reject(new ResticFailed(args.find((arg) => !arg.startsWith('-')) ?? '', code, said));
  });
  return promise;
}

/** An answer that comes when it is over stops nothing: a process that stands still hears no other signal. */
async function keepAsking(child: ChildProcess, standStill: () => Promise<boolean>, over: AbortSignal) {
  while (await sleep(askEveryMs, true, { signal: over }).catch(() => false)) {
    const isToStand = await standStill().catch(() => false);
    if (!over.aborted) child.kill(isToStand ? 'SIGSTOP' : 'SIGCONT');
  }
}

/** What it prints, as it prints it. It ends when nobody reads any more; a failure destroys the stream. */
export function streamRestic(
  args: readonly string[],
  environment: Repository['environment'],
  problemOf: (error: ResticFailed) => Error,
): Readable {
  const child = spawn('sh', [...run, 'restic', ...args], {
    cwd: '/',
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = new PassThrough();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = shortened(said + text);
  });
  // Not ended with its output: whether all of it is there is known only when the process is over.
  child.stdout.pipe(read, { end: false });
  child.on('error', (error) => read.destroy(error));
  child.on('close', (code) => {
    if (code === 0) read.end();
    else read.destroy(problemOf(new ResticFailed(args[0] ?? '', code, said)));
  });
  read.on('close', () => child.kill('SIGINT'));
  return read;
}
