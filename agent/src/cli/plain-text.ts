import { stripVTControlCharacters } from 'node:util';

/** What a program wrote, for a terminal: an app must not move the cursor, rename the window or type for whoever reads its log. */
export async function* plainText(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const chunk of chunks) yield stripVTControlCharacters(chunk).replace(/[^\P{Cc}\n\t]/gu, '');
}
