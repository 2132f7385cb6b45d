import type { Language } from '@percloud/contract/words';
import { frame, whatIsWrong, whatToWrite } from './mistake-words.ts';

export type MistakeKind = keyof typeof whatIsWrong;

/** One thing in `percloud.yaml` that could not be used. Never holds a secret. */
export interface Mistake {
  kind: MistakeKind;
  /** From 1; undefined: the file as a whole. */
  line?: number;
  /** Keys and places in lists (from 0) that lead to it; empty where the line is broken. */
  path: readonly (string | number)[];
  /** What fills the gap in the words, if they have one. */
  about?: string;
}

/** The keys there are, below a path: for who mistyped one. */
const keysBelow = (key: string) => {
  const prefix = key === '' ? '' : `${key}.`;
  return Object.keys(whatToWrite)
    .filter((each) => each.startsWith(prefix) && !each.slice(prefix.length).includes('.'))
    .map((each) => each.slice(prefix.length));
};

/** A path without places in lists, as the words know it: `wifi.networks.password`. */
export const keyOf = (path: Mistake['path']) => path.filter((part) => typeof part === 'string').join('.');
/** A path for people, who count from one: `wifi.networks 2 password`. */
const nameOf = (path: Mistake['path']) =>
  path
    .map((part) => (typeof part === 'number' ? ` ${part + 1} ` : `.${part}`))
    .join('')
    .replace(/^\./, '')
    .replaceAll(' .', ' ')
    .trim();

/** `percloud-mistakes.txt`: lines end as on Windows, whose oldest editor would show one line otherwise. */
export function renderMistakes(mistakes: readonly Mistake[], { file, language }: { file: string; language: Language }): string {
  const isUnread = mistakes.some(({ path, kind }) => path.length === 0 && kind !== 'several');
  const fill = (words: string, gap: string) => words.replace('{}', () => gap);
  const lines = mistakes.map(({ kind, line, path, about }) => {
    const place = [line === undefined ? undefined : fill(frame.line[language], String(line)), nameOf(path)].filter(Boolean).join(', ');
    return [place, [fill(whatIsWrong[kind][language], about ?? ''), whatToDo(kind, path, language)].filter(Boolean).join(' ')]
      .filter(Boolean)
      .join(': ');
  });
  const begin = fill((isUnread ? frame.nothing : frame.begin)[language], file);
  return [begin, '', ...lines.map((line) => `- ${line}`), ''].join('\r\n');

  function whatToDo(kind: MistakeKind, path: Mistake['path'], language: Language): string | undefined {
    if (kind === 'unknown') return `${fill(frame.known[language], keysBelow(keyOf(path.slice(0, -1))).join(', '))}.`;
    const words = whatToWrite[keyOf(path)];
    return words && kind !== 'cut' ? `${fill(frame.write[language], words[language])}` : undefined;
  }
}
