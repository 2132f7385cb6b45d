import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import type { IndexedView } from './indexed-view.ts';
import { type LastUsed, lastUsedSchema } from './view.ts';

const writeEveryMs = 2_000;

/** When each app password was last used, for the agent to read. */
export class LastUsedFile {
  #used: LastUsed;
  #timer: NodeJS.Timeout | undefined;
  readonly #path: string;
  readonly #view: () => IndexedView | undefined;
  readonly #report: (message: string, error?: unknown) => void;

  constructor(path: string, view: () => IndexedView | undefined, report: (message: string, error?: unknown) => void) {
    this.#path = path;
    this.#view = view;
    this.#report = report;
    this.#used = read(path);
  }

  note(appPassword: string) {
    this.#used[appPassword] = new Date().toISOString();
    this.#timer ??= setTimeout(() => void this.#write(), writeEveryMs);
  }

  /** Before the process ends. */
  async flush() {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    await this.#write();
  }

  async #write() {
    this.#timer = undefined;
    this.#forgetRevoked();
    try {
      await writeFile(`${this.#path}.new`, JSON.stringify(this.#used), { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
    } catch (error) {
      this.#report('could not write when app passwords were used', error);
    }
  }

  #forgetRevoked() {
    const view = this.#view();
    if (!view) return;
    const known = new Set([...view.appPasswords.values()].flat().map(({ id }) => id));
    this.#used = Object.fromEntries(Object.entries(this.#used).filter(([id]) => known.has(id)));
  }
}

function read(path: string): LastUsed {
  try {
    return lastUsedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // Not there yet, or damaged: nothing that could not be noted again.
    return {};
  }
}
