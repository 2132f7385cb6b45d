import type { Progress } from '@percloud/contract/operations';
import { Problem } from '../problem.ts';

type StandsStillFor = NonNullable<Progress['standsStillFor']>;

interface Paced {
  progress(progress: Progress): void;
  standStill(): Promise<boolean>;
}

interface Circumstances {
  tell(progress: Progress): void;
  /** What it should stand still for now. */
  hindrance(): Promise<StandsStillFor | null>;
  limitBytesPerSecond: number | null;
}

/** Shorter than restic holds a lock for alive that nobody renews: after half an hour another box would take it away. */
const longestStillMs = 20 * 60_000;
/** Restic itself goes on trying for a quarter of an hour; what it has under way at a time goes over a slow line within this. */
const patienceMs = 2 * 3_600_000;
/** Under way at a time, in packs. */
const packsBytes = 200_000_000;
const lookEveryMs = 60_000;

/** How a backup goes on: it stands still when the moment is no good one, and is given up when a place answers no more. */
export class Pace {
  private readonly circumstances: Circumstances;
  private readonly stuck = new AbortController();
  private last: Progress = { doneBytes: 0, totalBytes: 0 };
  private movedAtMs = performance.now();
  private stillSinceMs: number | undefined;

  constructor(circumstances: Circumstances) {
    this.circumstances = circumstances;
  }

  async keep<T>(signal: AbortSignal, work: (signal: AbortSignal, paced: Paced) => Promise<T>): Promise<T> {
    const timer = setInterval(() => this.lookAtClock(), lookEveryMs);
    try {
      return await work(AbortSignal.any([signal, this.stuck.signal]), {
        progress: (progress) => this.moveOn(progress),
        standStill: () => this.standStill(),
      });
    } finally {
      clearInterval(timer);
    }
  }

  private lookAtClock() {
    const { limitBytesPerSecond: limit } = this.circumstances;
    const patience = patienceMs + (limit ? (packsBytes / limit) * 1_000 : 0);
    if (performance.now() - this.movedAtMs > patience) this.stuck.abort(new Problem('backup-target-unreachable'));
  }

  private moveOn(progress: Progress) {
    if (progress.doneBytes !== this.last.doneBytes) this.movedAtMs = performance.now();
    this.last = progress;
    this.circumstances.tell(progress);
  }

  private async standStill(): Promise<boolean> {
    const standsStillFor = await this.circumstances.hindrance();
    if (standsStillFor === null || this.stuck.signal.aborted) {
      this.stillSinceMs = undefined;
      return false;
    }
    this.stillSinceMs ??= performance.now();
    this.movedAtMs = performance.now();
    // Begun again when the moment is a good one: what was written already is not written again.
    if (performance.now() - this.stillSinceMs > longestStillMs) this.stuck.abort(new Problem('backup-put-off'));
    const { doneBytes, totalBytes } = this.last;
    this.circumstances.tell({ doneBytes, totalBytes, standsStillFor });
    return !this.stuck.signal.aborted;
  }
}
