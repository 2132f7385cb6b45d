import { createHash } from 'node:crypto';
import { addAbortSignal, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import Docker, { type ContainerCreateOptions, type ContainerInspectInfo, type NetworkCreateOptions } from 'dockerode';
import { Host } from '../host/host.module.ts';
import { Problem } from '../problem.ts';
import { wholeAnswers } from './whole-answers.ts';

/** Of what a container was made: the hash of its options. */
const renderedLabel = 'org.percloud.rendered';
/** How long dockerd may be away (a restart, an update of it) before a step gives up on it. */
const patienceMs = 60_000;
/** Of what a command in a container writes: it may be without end. */
const keptOutputBytes = 16_384;

interface CommandOutcome {
  exitCode: number;
  output: string;
}

/** Containers and networks. Every name is ours and every call ensures, so each may be repeated when dockerd restarts under it. */
@Injectable()
export class DockerEngine {
  readonly api: Docker;

  constructor(private readonly host: Host) {
    this.api = new Docker(wholeAnswers({ socketPath: host.dockerSocket }));
  }

  /** The label every container and network of this installation carries. */
  get boxLabel() {
    return `org.percloud.box=${this.host.boxId}`;
  }

  async ensureNetwork(options: NetworkCreateOptions) {
    await this.patiently(async () => {
      try {
        await this.api.createNetwork({ ...options, CheckDuplicate: true });
      } catch (error) {
        if (status(error) !== 409) throw error;
      }
    });
  }

  async removeNetwork(name: string) {
    await this.patiently(() => this.api.getNetwork(name).remove().catch(unless(404)));
  }

  async listNetworks(label = this.boxLabel) {
    return this.patiently(() => this.api.listNetworks({ filters: JSON.stringify({ label: [label] }) }));
  }

  /** All networks of the machine, ours or not: whose addresses are taken. */
  async listAllNetworks() {
    return this.patiently(() => this.api.listNetworks());
  }

  /** One of this name that was made of other options (a new port, a moved directory) is made anew. */
  async ensureCreated(name: string, options: ContainerCreateOptions) {
    // Whoever starts it again is another operation; what runs is the same.
    const asked = { ...options, Labels: { ...options.Labels, 'org.percloud.operation': undefined } };
    const rendered = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
    const create = () => this.api.createContainer({ ...options, name, Labels: { ...options.Labels, [renderedLabel]: rendered } });
    await this.patiently(async () => {
      try {
        await create();
      } catch (error) {
        if (status(error) !== 409) throw error;
        const existing = await this.find(name);
        if (existing?.Config.Labels[renderedLabel] === rendered) return;
        await this.ensureRemoved(name);
        await create();
      }
    });
  }

  async ensureStarted(name: string) {
    // 304: it runs already.
    await this.patiently(() => this.api.getContainer(name).start().catch(unless(304)));
  }

  async ensureStopped(name: string, graceMs: number) {
    const seconds = Math.ceil(graceMs / 1000);
    await this.patiently(() => this.api.getContainer(name).stop({ t: seconds }).catch(unless(304, 404)));
  }

  async ensureRemoved(name: string) {
    // 409: a removal is already going on.
    await this.patiently(() => this.api.getContainer(name).remove({ force: true, v: true }).catch(unless(404, 409)));
  }

  async find(name: string): Promise<ContainerInspectInfo | undefined> {
    return this.patiently(async () => {
      try {
        return await this.api.getContainer(name).inspect();
      } catch (error) {
        if (status(error) === 404) return undefined;
        throw error;
      }
    });
  }

  async list(label = this.boxLabel) {
    return this.patiently(() => this.api.listContainers({ all: true, filters: JSON.stringify({ label: [label] }) }));
  }

  /** Runs a command in a container. The end of its output is for the log only. */
  run(name: string, command: string[], timeoutMs: number, signal?: AbortSignal): Promise<CommandOutcome> {
    return this.patiently(() => this.runOnce(name, command, timeoutMs, signal));
  }

  private async runOnce(name: string, command: string[], timeoutMs: number, signal?: AbortSignal): Promise<CommandOutcome> {
    const exec = await this.api.getContainer(name).exec({ Cmd: command, AttachStdout: true, AttachStderr: true });
    const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]);
    const stream = addAbortSignal(limit, await exec.start({ Tty: false }));
    let output = Buffer.alloc(0);
    try {
      for await (const part of unframe(stream)) output = Buffer.concat([output, part]).subarray(-keptOutputBytes);
    } catch (error) {
      if (!limit.aborted) throw error;
    }
    if (limit.aborted) {
      // Docker can't end it: closing its stream leaves the process running.
      const { Running, Pid } = await exec.inspect();
      if (Running && Pid > 0) process.kill(Pid, 'SIGKILL');
      return { exitCode: -1, output: 'timed out' };
    }
    const { ExitCode } = await exec.inspect();
    return { exitCode: ExitCode ?? -1, output: output.toString('utf8') };
  }

  /** Docker's events about this installation's containers, until dockerd ends or the signal is aborted. */
  async follow(signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    const filters = { type: ['container'], label: [this.boxLabel], event: ['start', 'die', 'destroy', 'oom'] };
    const stream = await this.api.getEvents({ filters: JSON.stringify(filters) });
    if (!(stream instanceof Readable)) throw new Error('Docker gave no readable stream');
    return addAbortSignal(signal, stream);
  }

  /** What a container writes, as Docker frames it: see `unframe`. */
  async logs(name: string, lines: number, follow: boolean): Promise<Readable> {
    const container = this.api.getContainer(name);
    const options = { stdout: true, stderr: true, tail: lines } as const;
    const log = follow
      ? await container.logs({ ...options, follow: true })
      : Readable.from([await container.logs({ ...options, follow: false })]);
    if (!(log instanceof Readable)) throw new Error('Docker gave no readable stream');
    return log;
  }

  /** The end of what a container wrote. */
  async lastLog(name: string, lines: number): Promise<string> {
    return plainText(await this.logs(name, lines, false));
  }

  /** Waits for a dockerd that is being restarted; what is called may run twice. */
  async patiently<T>(call: () => Promise<T>): Promise<T> {
    const until = performance.now() + patienceMs;
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      try {
        return await call();
      } catch (error) {
        if (!isAway(error)) throw error;
        if (performance.now() > until) throw new Problem('docker-unavailable', { cause: error });
        await sleep(pauseMs);
      }
    }
  }
}

export const status = (error: unknown) =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;

export const unless =
  (...allowed: number[]) =>
  (error: unknown) => {
    if (!allowed.includes(status(error) ?? 0)) throw error;
  };

const isAway = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE'].includes(String(error.code));

const headerBytes = 8;

/** Docker frames stdout and stderr of a container without a terminal: 8 bytes of header, the last four the length. */
export async function* unframe(framed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of framed) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= headerBytes) {
      const end = headerBytes + rest.readUInt32BE(4);
      if (rest.length < end) break;
      yield rest.subarray(headerBytes, end);
      rest = rest.subarray(end);
    }
  }
}

async function plainText(framed: AsyncIterable<Buffer>): Promise<string> {
  return Buffer.concat(await Array.fromAsync(unframe(framed))).toString('utf8');
}
