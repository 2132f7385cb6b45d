import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { askSecret } from './ask-secret.ts';
import { Usage } from './exit-codes.ts';
import { withoutNewline } from './settings-input.ts';

/** Read from a file, else asked for; never an argument, which everybody on the machine could read. */
export const secretFrom = async (label: string, file: string | undefined): Promise<string> =>
  file === undefined ? askSecret(label) : withoutNewline(await readFile(file, 'utf8'));

/** In whatever way they are written. */
export const askWords = (file: string): Promise<string> => readFile(file, 'utf8');

/** Typed by a person who has them on paper: they may be seen, and be corrected. */
export async function typeWords(): Promise<string> {
  return ask('The 24 recovery words: ');
}

/** Shows them once and asks for three. Nothing opens by them before those were right. */
export async function confirmWords<T>(
  { words, ask: places }: { words: string[]; ask: number[] },
  confirm: (said: string[]) => Promise<T>,
): Promise<T> {
  process.stderr.write(
    'With these 24 words, and only with them, everything can be brought back when this box is lost. Write them down:\n\n',
  );
  for (let row = 0; row < 6; row += 1) {
    const cells = [0, 1, 2, 3]
      .map((column) => row + column * 6)
      .map((index) => `${String(index + 1).padStart(2)} ${words[index]}`.padEnd(14));
    process.stderr.write(`  ${cells.join('').trimEnd()}\n`);
  }
  process.stderr.write('\n');
  const said: string[] = [];
  for (const place of places) said.push(await ask(`Word ${place}: `));
  return confirm(said);
}

async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Usage(
      'There is no terminal to ask for recovery words on.',
      'Give words you have already by --words-file, or do it in the panel.',
    );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
