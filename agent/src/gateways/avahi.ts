import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Log } from '../log/log.ts';

/** Where avahi refuses a name it does so again, and every try is a line in the log. */
const retryMs = 5 * 60_000;
const exec = promisify(execFile);
const lookAtNameMs = 30_000;
const longestMs = 3_600_000;
/** Avahi itself gives up after five seconds. */
const resolveMs = 15_000;
/** As `busctl --json=short` prints it. */
const nameSchema = z.object({ data: z.tuple([z.string()]) });
const resolvedSchema = z.object({ data: z.tuple([z.number(), z.number(), z.string(), z.number(), z.ipv4(), z.number()]) });
/** Avahi's number for it. */
const ipv4 = '0';

/** Host names on the home's network, by avahi: each by a process of its own that ends when the agent does. */
@Injectable()
export class Avahi {
  readonly #announced = new Map<string, { address: string; process: ChildProcess }>();
  /** When each that ended by itself is tried again, by the clock that is never set. */
  readonly #notBefore = new Map<string, number>();

  #lookAtNameAt = 0;
  #lookAgainMs = lookAtNameMs;

  constructor(private readonly log: Log) {}

  /**
   * Gives the box its own name back. Avahi calls it `percloud-2` when somebody else at home has the name, and also when it met the echo of
   * its own words while addresses changed. Should another box really have it, the two don't quarrel: each try comes later than the last.
   */
  async keepName(name: string): Promise<void> {
    if (performance.now() < this.#lookAtNameAt) return;
    this.#lookAtNameAt = performance.now() + this.#lookAgainMs;
    const asked = ['--json=short', 'call', 'org.freedesktop.Avahi', '/', 'org.freedesktop.Avahi.Server', 'GetHostName'];
    const [announced] = nameSchema.parse(JSON.parse((await exec('busctl', asked)).stdout)).data;
    if (announced === name) {
      this.#lookAgainMs = lookAtNameMs;
      return;
    }
    this.log.logger.warn({ name, announced }, 'announced by another name');
    this.#lookAgainMs = Math.min(2 * this.#lookAgainMs, longestMs);
    await exec('avahi-set-host-name', [name]);
  }

  /**
   * Which address the home's network has for a name, asked by one card; this box is among those who answer. Null: nobody knows it. Asked by
   * all cards, the bridge of containers would answer as well, with an address that is nobody's at home.
   */
  async resolve(name: string, card: string): Promise<string | null> {
    try {
      const index = (await readFile(`/sys/class/net/${card}/ifindex`, 'utf8')).trim();
      const asked = ['org.freedesktop.Avahi.Server', 'ResolveHostName', 'iisiu', index, ipv4, name, ipv4, '0'];
      const { stdout } = await exec('busctl', ['--json=short', 'call', 'org.freedesktop.Avahi', '/', ...asked], { timeout: resolveMs });
      return parseResolved(stdout);
    } catch (error) {
      if (error instanceof z.ZodError) throw error;
      // Nobody knows it; or there is no avahi to ask, or no such card any more: then nobody is told the name either.
      return null;
    }
  }

  /** These names and no others, all of them this address. Whatever went away by itself is announced again, after a while. */
  announce(names: readonly string[], address: string) {
    for (const [name, announced] of this.#announced)
      if (!names.includes(name) || announced.address !== address) {
        this.#announced.delete(name);
        announced.process.kill();
      }
    for (const name of names)
      if (!this.#announced.has(name) && performance.now() >= (this.#notBefore.get(name) ?? 0))
        this.#announced.set(name, { address, process: this.#start(name, address) });
  }

  #start(name: string, address: string): ChildProcess {
    // No reverse entry: many names have one address.
    const child = spawn('avahi-publish', ['--address', '--no-reverse', '--no-fail', name, address], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-1_000);
    });
    child.on('error', (error) => this.log.logger.warn({ name, problem: error.message }, 'name not announced'));
    child.on('close', () => {
      if (this.#announced.get(name)?.process !== child) return;
      this.#announced.delete(name);
      this.#notBefore.set(name, performance.now() + retryMs);
      this.log.logger.warn({ name, problem: said.trim() }, 'name no longer announced');
    });
    return child;
  }
}

/** What avahi answers: card, protocol, name, kind of address, address, flags. */
export const parseResolved = (output: string): string => resolvedSchema.parse(JSON.parse(output)).data[4];
