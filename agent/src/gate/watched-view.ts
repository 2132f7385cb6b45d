import { type FSWatcher, readFileSync, statSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { type IndexedView, indexView } from './indexed-view.ts';
import { gateViewSchema } from './view.ts';

/** The directory's watch sees a change at once; the look every second is for file systems and moments where it doesn't. */
const lookEveryMs = 1_000;

/** The newest good view. A damaged one is reported and the one before it stays. */
export class WatchedView {
  current: IndexedView | undefined;
  #seen = '';
  #watcher: FSWatcher | undefined;
  readonly #path: string;
  readonly #report: (message: string, error?: unknown) => void;

  constructor(path: string, report: (message: string, error?: unknown) => void) {
    this.#path = path;
    this.#report = report;
  }

  start() {
    this.#look();
    this.#watchDirectory();
    setInterval(() => this.#look(), lookEveryMs).unref();
  }

  #watchDirectory() {
    try {
      this.#watcher = watch(dirname(this.#path), { persistent: false }, () => this.#look());
      this.#watcher.on('error', () => this.#watcher?.close());
    } catch {
      // No such directory yet: looking every second will do.
    }
  }

  #look() {
    const stamp = stampOf(this.#path);
    if (stamp === this.#seen || stamp === undefined) return;
    this.#seen = stamp;
    try {
      this.current = indexView(gateViewSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8'))));
    } catch (error) {
      this.#report('the view is damaged; keeping the one before it', error);
    }
  }
}

/** Written by rename: another inode, even within one tick of the clock. */
function stampOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
}
