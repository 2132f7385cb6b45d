import { networkOf } from './network-of.ts';

/** How many wrong app passwords in a minute are answered. */
const limits = { account: 60, address: 30, both: 10 } as const;
const windowMs = 60_000;
const keptAtMost = 10_000;

/** Counts wrong tries by account and by client address. In memory: a restart forgives. */
export class Tries {
  readonly #counts = new Map<string, { tries: number; startedMs: number }>();

  get size() {
    return this.#counts.size;
  }

  /** Seconds to wait before another try is looked at; 0 when it may be. */
  waitSeconds(account: string, address: string, nowMs: number): number {
    const waits = this.#keys(account, address).map(({ key, limit }) => {
      const count = this.#counts.get(key);
      return count && count.tries >= limit ? count.startedMs + windowMs - nowMs : 0;
    });
    return Math.max(0, Math.ceil(Math.max(...waits) / 1000));
  }

  failed(account: string, address: string, nowMs: number) {
    if (this.#counts.size > keptAtMost) this.#forget(nowMs);
    for (const { key } of this.#keys(account, address)) {
      const count = this.#counts.get(key);
      if (count && count.startedMs + windowMs > nowMs) count.tries += 1;
      else this.#counts.set(key, { tries: 1, startedMs: nowMs });
    }
  }

  #keys(account: string, address: string) {
    const network = networkOf(address);
    return [
      { key: `account ${account}`, limit: limits.account },
      { key: `address ${network}`, limit: limits.address },
      { key: `both ${network} ${account}`, limit: limits.both },
    ];
  }

  #forget(nowMs: number) {
    for (const [key, { startedMs }] of this.#counts) if (startedMs + windowMs <= nowMs) this.#counts.delete(key);
    // Under attack from many addresses at once the oldest go first.
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= keptAtMost / 2) break;
      this.#counts.delete(key);
    }
  }
}
