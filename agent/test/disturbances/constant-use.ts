import { setTimeout as sleep } from 'node:timers/promises';
import type { WebAnswer } from '../person.ts';

/** Somebody who uses an app without pause, and remembers whatever was not answered well. */
export class ConstantUse {
  readonly failures: string[] = [];
  answered = 0;
  private going = true;
  private readonly done: Promise<void>;

  constructor(ask: () => Promise<WebAnswer>, { pauseMs = 20 } = {}) {
    this.done = (async () => {
      while (this.going) {
        const outcome = await ask().then(
          ({ status, headers, text }) => (status === 200 ? undefined : `${status} ${headers.location ?? text.slice(0, 100)}`),
          (error: unknown) => String(error),
        );
        if (outcome) this.failures.push(outcome);
        else this.answered += 1;
        await sleep(pauseMs);
      }
    })();
  }

  /** What went wrong, all the time. */
  async stop(): Promise<string[]> {
    this.going = false;
    await this.done;
    return this.failures;
  }
}
