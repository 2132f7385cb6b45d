import { readFileSync, statSync } from 'node:fs';
import { type IndexedView, indexView } from './indexed-view.ts';
import { gateViewSchema } from './view.ts';

/**
 * The newest good view. Looked at for every request, which costs some microseconds: what the agent has put in its place holds from the
 * next request on, so who was told that they are signed out is out. A damaged view is reported and the one before it stays.
 */
export class CurrentView {
  #current: IndexedView | undefined;
  #seen = '';
  readonly #path: string;
  readonly #report: (message: string, error: unknown) => void;

  constructor(path: string, report: (message: string, error: unknown) => void) {
    this.#path = path;
    this.#report = report;
  }

  get(): IndexedView | undefined {
    const stamp = stampOf(this.#path);
    if (stamp !== undefined && stamp !== this.#seen) {
      // Thrown here: what can't be read now may be read at the next request, and this one finds the door shut.
      const text = readFileSync(this.#path, 'utf8');
      this.#seen = stamp;
      this.#parse(text);
    }
    return this.#current;
  }

  #parse(text: string) {
    try {
      this.#current = indexView(gateViewSchema.parse(JSON.parse(text)));
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
