/** Marks that turn the direction of whatever follows them, also of what is not theirs. */
const turning = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const fromTheRight = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Words from elsewhere, a person's or a catalog's: whichever way they are written, they turn nothing beside them. */
export function isolated(words: string): string {
  const plain = words.replace(turning, '');
  return fromTheRight.test(plain) ? `\u2068${plain}\u2069` : plain;
}
