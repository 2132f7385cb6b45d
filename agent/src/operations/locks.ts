/** A named lock: `app:<id>`, `percloud:<id>`, `box`. */
export interface Lock {
  name: string;
  mode: 'shared' | 'exclusive';
}

export const exclusive = (name: string): Lock => ({ name, mode: 'exclusive' });
export const shared = (name: string): Lock => ({ name, mode: 'shared' });

/** What a change of one app takes: the app for itself, and its percloud and the box so that nobody takes those away meanwhile. */
export const appLocks = (percloud: string, app: string): Lock[] => [exclusive(`app:${app}`), shared(`percloud:${percloud}`), shared('box')];

export const conflict = (a: readonly Lock[], b: readonly Lock[]) =>
  a.some((one) => b.some((other) => one.name === other.name && (one.mode === 'exclusive' || other.mode === 'exclusive')));
