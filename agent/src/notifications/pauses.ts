const firstMs = 20_000;
const longestMs = 30 * 60_000;

/** What does not work is tried less and less often, by whatever key. */
export class Pauses {
  private readonly pauses = new Map<string, { failures: number; untilMs: number }>();

  constructor(
    /** Never set back, as a clock can be. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  lasts(key: string): boolean {
    return this.now() < (this.pauses.get(key)?.untilMs ?? 0);
  }

  failed(key: string) {
    const failures = (this.pauses.get(key)?.failures ?? 0) + 1;
    this.pauses.set(key, { failures, untilMs: this.now() + Math.min(firstMs * 2 ** failures, longestMs) });
  }

  end(key: string) {
    this.pauses.delete(key);
  }

  endAll() {
    this.pauses.clear();
  }
}
