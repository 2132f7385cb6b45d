import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { socketClient } from '../cli/client.ts';
import { getInstallation } from '../cli/context.ts';
import { paths } from '../host/host-config.ts';
import { renderConsole } from './render-console.ts';
import { look, type Standing } from './standing.ts';

const lookMs = 3_000;
const minuteMs = 60_000;
/** An agent that is only restarting, or very busy, is back within that time: nothing is said of it. */
const patienceMs = 20_000;
/** UTF-8, plain letters, no cursor, never dark. Then every line over what stands there, without wiping first: nothing flickers. */
const begin = '\u001b%G\u001b[0m\u001b[?25l\u001b[9;0]\u001b[H';
const restOfLine = '\u001b[K';
const restOfScreen = '\u001b[J\u001b[H';

interface ResetCode {
  code: string;
  endsAt: string;
}

/** What the screen at the box shows, drawn again and again: whatever wrote on it (the kernel does) is gone in a moment. */
export async function showConsole(screen: WriteStream, keyboard: ReadStream): Promise<never> {
  let standing: Standing | undefined;
  let reset: ResetCode | undefined;
  let answeredMs = Number.NEGATIVE_INFINITY;
  const draw = () => {
    if (standing) screen.write(frame(standing, reset, screen));
  };
  onKeys(keyboard, async (key) => {
    if (key === '\u001b') reset = undefined;
    else if (key.toLowerCase() === 'r' && standing?.agent === 'claimed' && !reset) reset = await askForCode();
    draw();
  });
  for (;;) {
    const asked = reset;
    const seen = await look();
    if (seen.agent !== 'starting') answeredMs = performance.now();
    if (seen.agent !== 'starting' || performance.now() - answeredMs >= patienceMs) standing = seen;
    // Used, over, or another was asked for since.
    if (asked && asked === reset && seen.agent === 'claimed' && !seen.resetIsGood) reset = undefined;
    if (reset && Date.parse(reset.endsAt) <= Date.now()) reset = undefined;
    draw();
    await sleep(lookMs);
  }
}

const frame = (standing: Standing, reset: ResetCode | undefined, { columns, rows }: WriteStream) => {
  const minutesLeft = reset ? Math.ceil((Date.parse(reset.endsAt) - Date.now()) / minuteMs) : 0;
  const lines = renderConsole(
    { ...standing, reset: reset && { code: reset.code, minutesLeft } },
    { columns: columns || 80, rows: rows || 25 },
  );
  return begin + lines.map((line) => line + restOfLine).join('\r\n') + restOfScreen;
};

/** Raw: Ctrl-C and Ctrl-Z are keys like others, and end nothing. */
function onKeys(keyboard: ReadStream, press: (key: string) => Promise<void>) {
  if (!keyboard.isTTY) return;
  keyboard.setRawMode(true);
  keyboard.setEncoding('utf8').on('data', (typed) => void press(String(typed)));
}

/** Asked of an agent that is just restarting: nothing; who wants it presses again. */
async function askForCode(): Promise<ResetCode | undefined> {
  try {
    const agent = socketClient(paths(await getInstallation({})).agentSocket);
    return await agent.call('makeResetCode', { body: { way: 'screen' } });
  } catch {
    return undefined;
  }
}
