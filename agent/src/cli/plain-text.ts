import { stripVTControlCharacters } from 'node:util';

/** Somebody else's words, for a terminal: they must not move the cursor, rename the window or type for whoever reads them. */
export const plainWords = (words: string) => stripVTControlCharacters(words).replace(/[^\P{Cc}\n\t]/gu, '');

/** What a program wrote. */
export async function* plainText(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield plainWords(chunk);
}
