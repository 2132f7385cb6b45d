import type { Language } from '@percloud/contract/words';
import { consoleTexts } from './console-texts.ts';
import { renderQr } from './render-qr.ts';
import type { Standing } from './standing.ts';

export interface Shown extends Standing {
  /** The code for a new password that somebody before the screen asked for. */
  reset: { code: string; minutesLeft: number } | undefined;
}

const margin = 2;
/** Longer lines are hard to read, and the picture would be far away. */
const widest = 60;
const bold = (text: string) => `\u001b[1m${text}\u001b[0m`;
/** Bright white on black, whatever was set before: a grey picture is harder for a camera. */
const bright = (text: string) => `\u001b[0;97;40m${text}\u001b[0m`;

/** The lines of the screen: words on the left; on the right, where there is room, the picture for a phone. A pure function. */
export function renderConsole(shown: Shown, { columns, rows }: { columns: number; rows: number }): string[] {
  const target = pictured(shown);
  const picture = target === undefined ? [] : renderQr(target);
  const pictureWidth = picture[0]?.length ?? 0;
  const words = (width: number) => paragraphs(shown).flatMap((paragraph) => wrap(paragraph, width));
  const narrow = Math.min(widest, columns - pictureWidth - 3 * margin);
  const beside = pictureWidth > 0 && narrow >= 24 && picture.length <= rows && words(narrow).length < rows;
  const width = beside ? narrow : Math.min(widest, columns - 2 * margin);
  const left = ['', ...words(width)].slice(0, rows);
  if (!beside) return left.map((line) => ' '.repeat(margin) + emphasized(line, shown));
  return Array.from({ length: Math.max(left.length, picture.length) }, (_, index) => {
    const line = left[index] ?? '';
    const space = ' '.repeat(Math.max(0, width - line.length) + margin);
    return `${' '.repeat(margin)}${emphasized(line, shown)}${space}${bright(picture[index] ?? '')}`;
  });
}

/** What a phone opens that looks at the screen. The code stands behind `#`, which a browser keeps to itself. */
function pictured({ agent, wifiSetup, claimCode, reset, address, addresses }: Shown): string | undefined {
  if (wifiSetup !== undefined) return `WIFI:T:nopass;S:${wifiSetup.replace(/[\\;,:"]/g, '\\$&')};;`;
  // By number: not every phone finds names that end in .local.
  const there = addresses[0] === undefined ? address : `http://${addresses[0]}`;
  if (addresses.length === 0) return undefined;
  if (reset) return `${there}/#reset=${reset.code}`;
  return agent === 'unclaimed' ? `${there}/#claim=${claimCode}` : undefined;
}

function paragraphs(shown: Shown): string[] {
  const { agent, address, addresses, wifiSetup, claimCode, reset } = shown;
  const say = speaker(shown.language);
  const ways = addresses.map((each) => say('or', { address: `http://${each}` }));
  const head = ['Percloud', '', address, ...ways, ''];
  if (wifiSetup !== undefined) return [...head, say('wifiSetup', { ssid: wifiSetup }), '', ...codeLine(say, claimCode)];
  if (agent === 'starting') return [...head, say('starting')];
  const net = addresses.length === 0 ? [say('noNetwork'), ''] : [];
  if (agent === 'unclaimed') return [...head, ...net, say('unclaimed'), '', ...codeLine(say, claimCode)];
  if (!reset) return [...head, ...net, say('ready'), '', say('forgotten')];
  const { code, minutesLeft } = reset;
  return [...head, ...net, say('reset'), '', say('resetCode', { code }), '', say('resetEnds', { minutes: String(minutesLeft) })];
}

const codeLine = (say: ReturnType<typeof speaker>, code: string | undefined) => (code === undefined ? [] : [say('claimCode', { code })]);

const speaker =
  (language: Language) =>
  (name: keyof typeof consoleTexts, values: Record<string, string> = {}): string =>
    consoleTexts[name][language].replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);

const emphasized = (line: string, { claimCode, reset }: Shown) => {
  const code = reset?.code ?? claimCode;
  if (line === 'Percloud') return bold(line);
  return code !== undefined && line.includes(code) ? line.replace(code, bold(code)) : line;
};

/** By words; one that is longer than a line is cut. */
function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ').flatMap((long) => long.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''])) {
    const last = lines.at(-1) ?? '';
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
