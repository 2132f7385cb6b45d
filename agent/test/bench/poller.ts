import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Target } from './ask.ts';

const everyMs = 20;

/** A client who asks every 20 ms, whatever became of the questions before, and remembers when the app itself answered. */
export class Poller {
  private readonly answered: number[] = [];
  private readonly target: Target;
  private timer: NodeJS.Timeout | undefined;

  constructor(target: Target) {
    this.target = target;
    this.go();
  }

  go() {
    this.timer ??= setInterval(() => {
      void ask(this.target).then((status) => status === 200 && this.answered.push(performance.now()));
    }, everyMs);
  }

  /** Asks no more until `go`. */
  pause() {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Returns when it was answered often enough to be sure that the app is there. */
  async settled(answers = 15) {
    const enough = this.answered.length + answers;
    while (this.answered.length < enough) await sleep(everyMs);
  }

  /** The longest time without an answer. */
  longestGapMs(): number {
    const gaps = this.answered.slice(1).map((time, index) => time - (this.answered[index] ?? time));
    return Math.max(...gaps);
  }
}
