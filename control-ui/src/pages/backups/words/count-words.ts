/** How many recovery words there are. */
export const wordCount = 24;

/** However they were typed: on lines, with more than one space, numbered as on the kit. */
export const wordsIn = (typed: string): string[] =>
  typed
    .split(/[\s,;]+/)
    .filter((word) => /\p{L}/u.test(word))
    .map(withoutNumber);

/** "7.ocean", "7)ocean". */
const withoutNumber = (word: string) => word.replace(/^\d+[.):]*/, '');
