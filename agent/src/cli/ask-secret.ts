import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes, Usage } from './exit-codes.ts';

/** Typed twice, shown never. */
export async function askSecret(label: string): Promise<string> {
  if (!process.stdin.isTTY) throw new Usage(`${label} is needed, and there is no terminal to ask on.`, 'Give it by --stdin or by a file.');
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  terminal.on('SIGINT', () => process.exit(exitCodes.interrupted));
  const ask = async (question: string) => {
    process.stderr.write(question);
    const answer = await terminal.question('');
    process.stderr.write('\n');
    return answer;
  };
  try {
    const first = await ask(`${label}: `);
    if ((await ask(`${label}, once more: `)) !== first) throw new Usage('The two were not the same.', 'Try again.');
    return first;
  } finally {
    terminal.close();
  }
}
