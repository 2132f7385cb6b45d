import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { hasCode } from '../problem.ts';

const exec = promisify(execFile);
const lookEveryMs = 1_000;
/** Its exit code. */
const damageFound = 3;

/** How far the last scrub of a file system came, as btrfs keeps it in /var/lib/btrfs. */
export interface ScrubState {
  status: 'none' | 'running' | 'finished' | 'stopped';
  /** When it began or was resumed, in btrfs' words: to tell one from another. */
  began: string | null;
  checkedBytes: number;
  /** Blocks that are not what was once written and have no good copy. */
  damagedBlocks: number;
  /** Of the others' kind, put right by their copy. */
  mendedBlocks: number;
}

type OnLook = (state: ScrubState) => void;

/** What btrfs has counted of a file system since the counters were reset. */
export interface DeviceErrors {
  /** The disk did not read, write or flush. */
  failures: number;
  /** It read something that was never written. */
  damages: number;
}

const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);
const statsSchema = z.object({
  'device-stats': z.array(
    z.object({ write_io_errs: count, read_io_errs: count, flush_io_errs: count, corruption_errs: count, generation_errs: count }),
  ),
});

/** Reading a whole btrfs and comparing it with its checksums, by the `btrfs` command. It steps back behind all else that wants the disk. */
@Injectable()
export class BtrfsScrub {
  async errors(path: string): Promise<DeviceErrors> {
    return parseDeviceStats((await exec('btrfs', ['--format', 'json', 'device', 'stats', path])).stdout);
  }

  async resetErrors(path: string) {
    await exec('btrfs', ['device', 'stats', '--reset', path]);
  }

  async state(path: string): Promise<ScrubState> {
    for (;;) {
      const { stdout, stderr } = await exec('btrfs', ['scrub', 'status', '-R', path]);
      // It asks the one that runs; where that ends just then, it says there is none.
      if (!stderr.includes('failed to read status')) return parseScrubStatus(stdout);
      await sleep(lookEveryMs / 10);
    }
  }

  /** Ensures that none is under way. */
  async stop(path: string) {
    if ((await this.state(path)).status !== 'running') return;
    // It fails where there is none any more.
    await exec('btrfs', ['scrub', 'cancel', path]).catch(() => undefined);
    while ((await this.state(path)).status === 'running') await sleep(lookEveryMs / 10);
  }

  /**
   * Runs to its end. Goes on with one that was stopped in the middle or is still under way, unless that is the one from `before`.
   * @throws when the signal is aborted; what btrfs says where it can't
   */
  async run(path: string, { before, signal, onLook }: { before: string | null; signal: AbortSignal; onLook: OnLook }): Promise<ScrubState> {
    for (;;) {
      signal.throwIfAborted();
      const { status, began, ...counted } = await this.state(path);
      const isOurs = began !== null && began !== before;
      if (isOurs && status === 'finished') return { status, began, ...counted };
      // Of an agent that was killed, or of somebody at the command line.
      if (status === 'running') await this.wait(path, signal, onLook);
      else await this.scrub(path, isOurs ? 'resume' : 'start', signal, onLook);
    }
  }

  private async scrub(path: string, how: 'start' | 'resume', signal: AbortSignal, onLook: OnLook) {
    const look = () => (signal.aborted ? this.stop(path) : this.state(path).then(onLook));
    const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs);
    try {
      await exec('btrfs', ['scrub', how, '-B', path]);
    } catch (error) {
      signal.throwIfAborted();
      // It found damage that nothing could mend, which is what it was to find out.
      if (!hasCode(error, damageFound)) throw error;
    } finally {
      clearInterval(timer);
    }
    if ((await this.state(path)).status === 'none') throw new Error('btrfs can’t keep in /var/lib/btrfs what it found');
  }

  private async wait(path: string, signal: AbortSignal, onLook: OnLook) {
    for (let state = await this.state(path); state.status === 'running'; state = await this.state(path)) {
      onLook(state);
      await sleep(lookEveryMs, undefined, { signal });
    }
  }
}

/** `btrfs --format json device stats`, of all devices together. @throws where it is something else */
export function parseDeviceStats(json: string): DeviceErrors {
  const devices = statsSchema.parse(JSON.parse(json))['device-stats'];
  const sum = (of: (device: (typeof devices)[number]) => number) => devices.reduce((total, device) => total + of(device), 0);
  return {
    failures: sum((device) => device.write_io_errs + device.read_io_errs + device.flush_io_errs),
    damages: sum((device) => device.corruption_errs + device.generation_errs),
  };
}

/** `btrfs scrub status -R`. One that was cancelled is `aborted`, one whose machine stopped `interrupted`. */
export function parseScrubStatus(text: string): ScrubState {
  const status = /^Status:\s+(\w+)$/m.exec(text)?.[1];
  const counted = (name: string) => Number(new RegExp(`^\\s+${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  return {
    status: status === undefined ? 'none' : status === 'running' || status === 'finished' ? status : 'stopped',
    began: /^Scrub (?:started|resumed):\s+(.+)$/m.exec(text)?.[1] ?? null,
    checkedBytes: counted('data_bytes_scrubbed') + counted('tree_bytes_scrubbed'),
    damagedBlocks: counted('uncorrectable_errors'),
    mendedBlocks: counted('corrected_errors'),
  };
}
