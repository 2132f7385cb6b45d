import { Problem } from '../problem.ts';

const keptAtMost = 10_000;

/** So many tries in a window, by whatever key. In memory: a restart forgives, which an attacker can't cause. */
export class RateLimit {
  private readonly tries = new Map<string, number[]>();

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    /** Never set back, as a clock can be. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts a try before it is judged, so that many at once don't slip through together. */
  take(key: string) {
    const now = this.now();
    const recent = (this.tries.get(key) ?? []).filter((at) => at > now - this.windowMs);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= this.limit)
      throw new Problem('too-many-tries', { values: { seconds: Math.ceil((oldest + this.windowMs - now) / 1000) } });
    this.tries.set(key, [...recent, now]);
    if (this.tries.size > keptAtMost) this.forgetOld(now);
  }

  /** It was right after all. */
  clear(key: string) {
    this.tries.delete(key);
  }

  private forgetOld(now: number) {
    for (const [key, times] of this.tries) if (times.every((at) => at <= now - this.windowMs)) this.tries.delete(key);
    // Under attack from many addresses at once those seen first go first.
    for (const key of this.tries.keys()) {
      if (this.tries.size <= keptAtMost / 2) break;
      this.tries.delete(key);
    }
  }

  get size() {
    return this.tries.size;
  }
}
